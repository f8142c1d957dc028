using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>
/// Decides for each specifier on a project whose versions change whether it follows, so that what was satisfied before is
/// satisfied after. Only exact pins follow: a range that no longer holds cannot be mended without guessing.
/// </summary>
internal sealed class PinRules(VersionMap map, List<string> warnings, List<string> refusals)
{
    /// <summary>The new version texts for one requirement, by the specifier's place in it; empty when it stays.</summary>
    /// <param name="requirement">The requirement.</param>
    /// <param name="where">Wheel, line and text of the requirement, for warnings and refusals.</param>
    public IReadOnlyList<(SpecifierSpan Span, string Version)> Follow(Requirement requirement, string where)
    {
        var changes = map.Of(requirement.ProjectName);
        if (!changes.Any(change => change.IsRename))
        {
            return [];
        }

        if (requirement.Url is not null)
        {
            warnings.Add(
                $"{where}: it names a URL and is left as it is, though {requirement.ProjectName} changes its version"
            );
            return [];
        }

        var edits = new List<(SpecifierSpan Span, string Version)>();
        foreach (var span in requirement.SpecifierSpans)
        {
            var targets = changes
                .Where(change => change.IsRename)
                .Select(change => Follow(span.Specifier, change, where))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .ToList();
            if (targets.Count > 1)
            {
                refusals.Add($"{where}: {span.Specifier} would have to follow to both {string.Join(" and ", targets)}");
            }
            else if (targets.Count == 1)
            {
                edits.Add((span, targets[0]));
            }
        }

        Check(requirement, edits, changes, where);
        return edits;
    }

    /// <summary>The version text that a specifier must have after one change of version, or null where it stays.</summary>
    private string? Follow(Specifier specifier, VersionChange change, string where)
    {
        var isExact = PythonVersion.TryParse(specifier.Version, out var named);
        switch (specifier.Operator)
        {
            case "==" when isExact && named!.Local is not null:
                return named == change.Old ? change.New.ToString() : null;
            case "==" when isExact && specifier.Contains(change.Old):
                // A new label tells builds of one version apart, and a pin without one takes any of them, the highest at last.
                return change.New.Local is not null && change.New.Local != change.Old.Local ? change.New.ToString()
                    // The pin names the public version, so the new pin does too.
                    : !specifier.Contains(change.New) ? change.New.Public.ToString()
                    : null;
            case "==" when isExact:
                return null;
            case "===" when specifier.Contains(change.Old):
                return change.New.ToString();
            case "===" when specifier.Contains(change.New):
                warnings.Add($"{where}: {specifier} did not take {change.Old} and now takes {change.New}");
                return null;
            case "!=" when isExact && named!.Local is not null && named == change.Old:
                warnings.Add($"{where}: {specifier} excluded {change.Old} and now excludes all of {change.New}");
                return change.New.ToString();
            case "!=" when !specifier.Contains(change.Old) && specifier.Contains(change.New):
                warnings.Add($"{where}: {specifier} excluded {change.Old} and does not exclude {change.New}");
                return null;
            default:
                return null;
        }
    }

    private void Check(
        Requirement requirement,
        List<(SpecifierSpan Span, string Version)> edits,
        IReadOnlyList<VersionChange> changes,
        string where
    )
    {
        var specifiers = requirement.SpecifierSpans.Select(span =>
        {
            var edit = edits.Find(edit => edit.Span == span);
            return edit.Version is null ? $"{span.Specifier}" : $"{span.Specifier.Operator}{edit.Version}";
        });
        var after = SpecifierSet.Parse(string.Join(',', specifiers));
        foreach (var change in changes)
        {
            // A pin by name lets a pre-release in, and whether others do is the resolver's choice, before as after.
            if (requirement.Specifiers.Contains(change.Old, true) && !after.Contains(change.New, true))
            {
                refusals.Add(
                    $"{where}: {requirement.ProjectName} {change.Old} satisfies it, and {change.New} would not satisfy "
                        + (edits.Count == 0 ? "it" : $"'{after}'")
                );
            }
        }
    }
}
