using System.Text;

namespace Wheelhouse.Versions;

/// <summary>The label after <c>+</c>: parts between <c>.</c>, <c>-</c> or <c>_</c>, in normal form lower case between dots.</summary>
internal static class LocalLabel
{
    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create(".-_");

    /// <summary>The normal form: lower case, dots between the parts, numbers without leading zeros.</summary>
    internal static string Normalize(ReadOnlySpan<char> label)
    {
        var normal = new StringBuilder(label.Length);
        while (true)
        {
            var length = label.IndexOfAny(Separators);
            var part = length < 0 ? label : label[..length];
            if (IsNumber(part))
            {
                var significant = part.TrimStart('0');
                _ = significant.IsEmpty ? normal.Append('0') : normal.Append(significant);
            }
            else
            {
                foreach (var character in part)
                {
                    _ = normal.Append(char.ToLowerInvariant(character));
                }
            }

            if (length < 0)
            {
                return normal.ToString();
            }

            _ = normal.Append('.');
            label = label[(length + 1)..];
        }
    }

    /// <summary>
    /// Orders two labels in normal form: numbers by value and after words, words by their characters, and of two labels
    /// that begin alike the shorter first. A version without a label comes before all that have one.
    /// </summary>
    internal static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        }

        var leftRest = left.AsSpan();
        var rightRest = right.AsSpan();
        while (true)
        {
            var leftLength = leftRest.IndexOf('.');
            var rightLength = rightRest.IndexOf('.');
            var order = CompareParts(
                leftLength < 0 ? leftRest : leftRest[..leftLength],
                rightLength < 0 ? rightRest : rightRest[..rightLength]
            );
            if (order != 0 || leftLength < 0 || rightLength < 0)
            {
                return order != 0 ? order : (leftLength < 0 ? 0 : 1) - (rightLength < 0 ? 0 : 1);
            }

            leftRest = leftRest[(leftLength + 1)..];
            rightRest = rightRest[(rightLength + 1)..];
        }
    }

    private static int CompareParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftIsNumber = IsNumber(left);
        if (leftIsNumber != IsNumber(right))
        {
            return leftIsNumber ? 1 : -1;
        }

        // Without leading zeros, the number with more digits is the greater.
        return leftIsNumber && left.Length != right.Length
            ? left.Length.CompareTo(right.Length)
            : left.SequenceCompareTo(right);
    }

    private static bool IsNumber(ReadOnlySpan<char> part) => !part.ContainsAnyExceptInRange('0', '9');
}
