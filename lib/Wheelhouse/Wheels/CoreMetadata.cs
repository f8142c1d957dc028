using System.Globalization;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>
/// The <c>METADATA</c> of a wheel, versions 1.0 to 2.6; see
/// <see href="https://packaging.python.org/en/latest/specifications/core-metadata/">Core metadata</see>. Its bytes are kept as
/// they are; only the headers named here are looked into.
/// </summary>
public sealed class CoreMetadata
{
    private const int GreatestMajor = 2;

    private CoreMetadata(
        ReadOnlyMemory<byte> bytes,
        ReadOnlyMemory<byte> body,
        IReadOnlyList<MetadataField> fields,
        MetadataReader reader
    )
    {
        Bytes = bytes;
        Body = body;
        Fields = fields;
        MetadataVersion = reader.Single("Metadata-Version", isRequired: true, text => text)!;
        RequireKnownVersion(reader);
        Name = reader.Single("Name", isRequired: true, ProjectName.Parse)!;
        Version = reader.Single("Version", isRequired: true, PythonVersion.Parse)!;
        RequiresPython = reader.Single("Requires-Python", isRequired: false, SpecifierSet.Parse);
        RequiresPythonText = reader.Single("Requires-Python", isRequired: false, text => text);
        Summary = reader.Single("Summary", isRequired: false, text => text);
        ProvidesExtra = [.. reader.All("Provides-Extra", ExtraName.Parse).Select(pair => pair.Value)];
        Requirements = reader.All("Requires-Dist", Requirement.Parse);
        RequiresDist = [.. Requirements.Select(pair => pair.Value)];
    }

    /// <summary>The file, byte for byte.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What follows the header block and its empty line, byte for byte: since 2.1 the description; may be empty.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The version of the standard that the file follows, such as <c>2.4</c>.</summary>
    public string MetadataVersion { get; }

    /// <summary>The project.</summary>
    public ProjectName Name { get; }

    /// <summary>The version; its <see cref="PythonVersion.Text"/> is as written.</summary>
    public PythonVersion Version { get; }

    /// <summary>The versions of Python that will do, or null for any.</summary>
    public SpecifierSet? RequiresPython { get; }

    /// <summary><see cref="RequiresPython"/> as written, or null.</summary>
    public string? RequiresPythonText { get; }

    /// <summary>What the project needs, in the order written.</summary>
    public IReadOnlyList<Requirement> RequiresDist { get; }

    /// <summary>The extras that the project offers, in the order written.</summary>
    public IReadOnlyList<ExtraName> ProvidesExtra { get; }

    /// <summary>The project in one line, or null.</summary>
    public string? Summary { get; }

    internal IReadOnlyList<MetadataField> Fields { get; }

    /// <summary>Each requirement with the header it stands in.</summary>
    internal IReadOnlyList<(MetadataField Field, Requirement Value)> Requirements { get; }

    /// <summary>Reads core metadata.</summary>
    /// <param name="bytes">The file. It is kept, not copied.</param>
    /// <param name="where">The wheel or file, for errors.</param>
    /// <exception cref="InvalidCoreMetadataException">Headers are malformed, missing, repeated or hold no such value.</exception>
    public static CoreMetadata Parse(ReadOnlyMemory<byte> bytes, string where)
    {
        var problems = new List<string>();
        var fields = MetadataHeaders.Read(bytes, problems, out var body);
        var metadata = new CoreMetadata(bytes, body, fields, new MetadataReader(fields, problems));
        return problems.Count == 0 ? metadata : throw new InvalidCoreMetadataException(where, problems);
    }

    /// <summary>A greater minor version only adds headers; a greater major one may change what the known ones mean.</summary>
    private void RequireKnownVersion(MetadataReader reader)
    {
        var parts = MetadataVersion?.Split('.') ?? ["1", "0"];
        var isVersion =
            parts.Length == 2 && parts.All(part => part.Length is > 0 and < 4 && part.All(char.IsAsciiDigit));
        if (!isVersion || int.Parse(parts[0], CultureInfo.InvariantCulture) is 0 or > GreatestMajor)
        {
            reader.Report($"Metadata-Version {OffendingText.Quote(MetadataVersion)} is none of 1.0 to 2.6");
        }
    }
}
