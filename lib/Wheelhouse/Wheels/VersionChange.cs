using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>A version of a project and what it becomes, both in normal form.</summary>
internal sealed record VersionChange(PythonVersion Old, PythonVersion New)
{
    public bool IsRename => Old != New;

    public override string ToString() => $"{Old} -> {New}";
}
