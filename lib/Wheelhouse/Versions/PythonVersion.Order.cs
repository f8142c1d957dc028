namespace Wheelhouse.Versions;

/// <content>The order: epoch, release without trailing zeros, then dev &lt; a &lt; b &lt; rc &lt; final &lt; post, then the local label.</content>
public sealed partial class PythonVersion : IComparable<PythonVersion>, IEquatable<PythonVersion>
{
    // Ranks of the pre-release segment; a version with a dev segment alone comes before all of the same release.
    private const int DevelopmentAlone = -1;
    private const int NoPrerelease = 3;

    /// <summary>Whether both are one version.</summary>
    public static bool operator ==(PythonVersion? left, PythonVersion? right) => Compare(left, right) == 0;

    /// <summary>Whether they are two versions.</summary>
    public static bool operator !=(PythonVersion? left, PythonVersion? right) => Compare(left, right) != 0;

    /// <summary>Whether the left version comes first.</summary>
    public static bool operator <(PythonVersion? left, PythonVersion? right) => Compare(left, right) < 0;

    /// <summary>Whether the left version comes first or both are one.</summary>
    public static bool operator <=(PythonVersion? left, PythonVersion? right) => Compare(left, right) <= 0;

    /// <summary>Whether the right version comes first.</summary>
    public static bool operator >(PythonVersion? left, PythonVersion? right) => Compare(left, right) > 0;

    /// <summary>Whether the right version comes first or both are one.</summary>
    public static bool operator >=(PythonVersion? left, PythonVersion? right) => Compare(left, right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(PythonVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = ComparePublic(other);
        return order != 0 ? order : LocalLabel.Compare(Local, other.Local);
    }

    /// <inheritdoc/>
    public bool Equals(PythonVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Epoch);
        for (var index = 0; index < SignificantNumbers; index++)
        {
            hash.Add(release[index]);
        }

        hash.Add(Pre);
        hash.Add(Post);
        hash.Add(Dev);
        hash.Add(Local);
        return hash.ToHashCode();
    }

    /// <summary>The order of the versions without their local labels.</summary>
    internal int ComparePublic(PythonVersion other)
    {
        var order = CompareRelease(other);
        order = order != 0 ? order : PreRank.CompareTo(other.PreRank);
        order = order != 0 ? order : Nullable.Compare(Pre?.Number, other.Pre?.Number);
        order = order != 0 ? order : Nullable.Compare(Post, other.Post);
        if (order != 0)
        {
            return order;
        }

        // Within one release, a version without a dev segment comes after those with one.
        return Dev is null || other.Dev is null
            ? (Dev is null ? 1 : 0) - (other.Dev is null ? 1 : 0)
            : Dev.Value.CompareTo(other.Dev.Value);
    }

    /// <summary>The order of epochs and releases alone.</summary>
    internal int CompareRelease(PythonVersion other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        var shared = Math.Min(release.Length, other.release.Length);
        for (var index = 0; order == 0 && index < shared; index++)
        {
            order = release[index].CompareTo(other.release[index]);
        }

        return order != 0 ? order : SignificantNumbersAfter(shared) - other.SignificantNumbersAfter(shared);
    }

    private static int Compare(PythonVersion? left, PythonVersion? right) =>
        left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    private int SignificantNumbers => release.AsSpan().LastIndexOfAnyExcept(System.Numerics.BigInteger.Zero) + 1;

    private int PreRank =>
        Pre switch
        {
            { Phase: "a" } => 0,
            { Phase: "b" } => 1,
            { } => 2,
            null when Post is null && Dev is not null => DevelopmentAlone,
            null => NoPrerelease,
        };

    private int SignificantNumbersAfter(int count) => Math.Max(0, SignificantNumbers - count);
}
