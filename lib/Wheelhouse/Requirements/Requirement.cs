using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Requirements;

/// <summary>
/// What a project needs: another project, some of its extras, versions or a URL, and when; see
/// <see href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/">PEP 508</see>.
/// </summary>
public sealed class Requirement : IEquatable<Requirement>
{
    internal Requirement(
        string name,
        IReadOnlyList<ExtraName> extras,
        IReadOnlyList<SpecifierSpan> specifierSpans,
        string? url,
        Marker? marker
    )
    {
        Name = name;
        ProjectName = ProjectName.Normalize(name);
        Extras = extras;
        SpecifierSpans = specifierSpans;
        Specifiers = SpecifierSet.Of([.. specifierSpans.Select(span => span.Specifier)]);
        Url = url;
        Marker = marker;
    }

    /// <summary>The project's name as written.</summary>
    public string Name { get; }

    /// <summary>The project's name in normal form.</summary>
    public ProjectName ProjectName { get; }

    /// <summary>The extras asked for, each once, in ordinal order.</summary>
    public IReadOnlyList<ExtraName> Extras { get; }

    /// <summary>The versions that will do; empty where any will, and with a URL.</summary>
    public SpecifierSet Specifiers { get; }

    /// <summary>Each specifier with its place in the text that was read, in the order written.</summary>
    public IReadOnlyList<SpecifierSpan> SpecifierSpans { get; }

    /// <summary>The URL after <c>@</c> as written, or null.</summary>
    public string? Url { get; }

    /// <summary>When the requirement counts; null for always.</summary>
    public Marker? Marker { get; }

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">Such as <c>torch[opt] (&gt;=2.9,&lt;3) ; sys_platform == "linux"</c>.</param>
    /// <exception cref="InvalidRequirementException">The text is no requirement.</exception>
    public static Requirement Parse(string text)
    {
        SyntaxFault? fault = null;
        return text is not null && (fault = RequirementGrammar.Read(text, out var requirement)) is null
            ? requirement!
            : throw new InvalidRequirementException(text, fault);
    }

    /// <summary>Reads a requirement, or says that the text is none.</summary>
    /// <param name="text">The requirement as written.</param>
    /// <param name="requirement">The requirement, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Requirement? requirement)
    {
        requirement = null;
        return text is not null && RequirementGrammar.Read(text, out requirement) is null && requirement is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Requirement? other) =>
        other is not null
        && ProjectName == other.ProjectName
        && Extras.SequenceEqual(other.Extras)
        && Specifiers.Equals(other.Specifiers)
        && Url == other.Url
        && Equals(Marker, other.Marker);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Requirement);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ProjectName, Extras.Count, Specifiers, Url, Marker);

    /// <summary>The requirement in normal form but for the name, which stays as written.</summary>
    public override string ToString()
    {
        var extras = Extras.Count == 0 ? "" : $"[{string.Join(',', Extras)}]";
        var url = Url is null ? "" : $" @ {Url}{(Marker is null ? "" : " ")}";
        return $"{Name}{extras}{Specifiers}{url}{(Marker is null ? "" : $"; {Marker}")}";
    }
}
