using System.Text;

namespace Wheelhouse.Requirements;

/// <summary>Parts between brackets, or the whole marker; <c>and</c> binds closer than <c>or</c>.</summary>
/// <param name="Parts">The parts, one at least.</param>
/// <param name="StartsAlternative">For each part, whether an <c>or</c> stands before it.</param>
internal sealed class MarkerGroup(IReadOnlyList<MarkerNode> Parts, IReadOnlyList<bool> StartsAlternative) : MarkerNode
{
    internal override bool Evaluate(MarkerEnvironment environment, string extra)
    {
        var any = false;
        var all = true;
        for (var index = 0; index < Parts.Count; index++)
        {
            if (StartsAlternative[index])
            {
                any |= all;
                all = true;
            }

            all &= Parts[index].Evaluate(environment, extra);
        }

        return any || all;
    }

    internal override string Format(bool isInner)
    {
        // Brackets around a single part say nothing, so they go; those of the group around it stay.
        if (Parts.Count == 1)
        {
            return Parts[0].Format(isInner);
        }

        var text = new StringBuilder(isInner ? "(" : "");
        for (var index = 0; index < Parts.Count; index++)
        {
            _ = text.Append(
                    index == 0 ? ""
                    : StartsAlternative[index] ? " or "
                    : " and "
                )
                .Append(Parts[index].Format(true));
        }

        return (isInner ? text.Append(')') : text).ToString();
    }
}
