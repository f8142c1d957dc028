using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>Which version a wheel gets when it is released: a rule from versions to versions.</summary>
public sealed record VersionPolicy
{
    private const string LocalPrefix = "local:";

    private readonly string text;
    private readonly Func<PythonVersion, PythonVersion> apply;

    private VersionPolicy(string text, Func<PythonVersion, PythonVersion> apply)
    {
        this.text = text;
        this.apply = apply;
    }

    /// <summary><c>release</c>: pre-release, dev and local segments go, epoch and post stay.</summary>
    public static VersionPolicy Release { get; } = new("release", ToRelease);

    /// <summary><c>public</c>: the local segment goes.</summary>
    public static VersionPolicy Public { get; } = new("public", version => version.Public);

    /// <summary><c>keep</c>: the version stays.</summary>
    public static VersionPolicy Keep { get; } = new("keep", version => version);

    /// <summary>Reads <c>release</c>, <c>public</c>, <c>keep</c> or <c>local:LABEL</c>, which replaces the local segment.</summary>
    /// <param name="text">The policy.</param>
    /// <exception cref="InvalidVersionPolicyException">The text is none of these, or the label is no local segment.</exception>
    public static VersionPolicy Parse(string text) =>
        TryParse(text, out var policy) ? policy : throw new InvalidVersionPolicyException(text);

    /// <summary>Reads a policy, or says that the text is none.</summary>
    /// <param name="text">The policy.</param>
    /// <param name="policy">The policy, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out VersionPolicy? policy)
    {
        policy = text switch
        {
            "release" => Release,
            "public" => Public,
            "keep" => Keep,
            { } label when label.StartsWith(LocalPrefix, StringComparison.Ordinal) => WithLabel(
                label[LocalPrefix.Length..]
            ),
            _ => null,
        };
        return policy is not null;
    }

    /// <summary>The version that a version becomes; equal to it where the policy changes nothing.</summary>
    /// <param name="version">The version before.</param>
    public PythonVersion Apply(PythonVersion version) => apply(version);

    /// <inheritdoc/>
    public bool Equals(VersionPolicy? other) => other is not null && text == other.text;

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The policy as it is read.</summary>
    public override string ToString() => text;

    private static VersionPolicy? WithLabel(string label) =>
        !label.Any(char.IsWhiteSpace) && PythonVersion.TryParse($"0+{label}", out var version)
            ? new VersionPolicy(
                LocalPrefix + version.Local,
                before => PythonVersion.Parse($"{before.Public}+{version.Local}")
            )
            : null;

    private static PythonVersion ToRelease(PythonVersion version)
    {
        var post = version.Post is { } number ? string.Create(CultureInfo.InvariantCulture, $".post{number}") : "";
        return PythonVersion.Parse($"{version.BaseVersion}{post}");
    }
}
