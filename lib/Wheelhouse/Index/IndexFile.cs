using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>
/// A file on a project's page.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/">the simple repository API</see>.
/// </summary>
/// <param name="FileName">The wheel's file name.</param>
/// <param name="Url">Relative to the page and percent-encoded, as <see cref="IndexLayout.FileUrl"/> gives it; or absolute, for a file hosted elsewhere.</param>
/// <param name="Sha256">Of the wheel's bytes, lower-case hexadecimal.</param>
/// <param name="Size">In bytes.</param>
public sealed record IndexFile(WheelFileName FileName, string Url, string Sha256, long Size)
{
    /// <summary>The <c>Requires-Python</c> of the wheel's METADATA as written; null where it has none.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>The SHA-256 of the wheel's METADATA, which is served beside it; null where it is not served.</summary>
    public string? CoreMetadataSha256 { get; init; }

    /// <summary>
    /// The SHA-256 of the METADATA that this index keeps of a file hosted elsewhere, to know what it needs; clients are not told of
    /// it, since they would look for it beside the file. Null for a hosted file, or where none is kept.
    /// </summary>
    public string? KeptMetadataSha256 { get; init; }

    /// <summary>The SHA-256 of the METADATA that lies in this index, whether clients are told of it or not; null where none does.</summary>
    internal string? SidecarSha256 => IsHosted ? CoreMetadataSha256 : KeptMetadataSha256;

    /// <summary>Why the file is yanked (PEP 592), perhaps empty; null when it is not yanked.</summary>
    public string? Yanked { get; init; }

    /// <summary>When the file was uploaded, as the page gives it (PEP 700); null where it gives none.</summary>
    public string? UploadTime { get; init; }

    /// <summary>The URL of the file's provenance (PEP 740); null where there is none.</summary>
    public string? Provenance { get; init; }

    /// <summary>What the wheel's METADATA says in one line; null where it says nothing.</summary>
    public string? Summary { get; init; }

    /// <summary>The ROCm that the wheel was built with, such as <c>7.1</c>; null where it is not known.</summary>
    public string? Rocm { get; init; }

    /// <summary>What the wheel has GPU code for, such as <c>gfx942</c>; empty where none is known.</summary>
    public IReadOnlyList<string> GpuTargets { get; init; } = [];

    /// <summary>The index's own keys of this file that have no property here.</summary>
    public OwnKeys OwnKeys { get; init; } = OwnKeys.None;

    /// <summary>Whether the file lies in this index's own <c>packages/</c>.</summary>
    public bool IsHosted => Url.StartsWith("../", StringComparison.Ordinal);

    /// <summary>The page's entry for a wheel, which the index hosts itself or links to.</summary>
    public static IndexFile Of(SiteWheel wheel)
    {
        var metadata = wheel.Wheel.Metadata;
        var metadataSha256 = PageText.Sha256(metadata.Bytes.Span);
        return new IndexFile(
            wheel.Wheel.FileName,
            wheel.Link?.AbsoluteUri ?? IndexLayout.FileUrl(wheel.Wheel.FileName),
            wheel.Sha256,
            wheel.Wheel.Size
        )
        {
            RequiresPython = metadata.RequiresPythonText,
            CoreMetadataSha256 = wheel.Link is null ? metadataSha256 : null,
            KeptMetadataSha256 = wheel.Link is null ? null : metadataSha256,
            Summary = string.IsNullOrWhiteSpace(metadata.Summary) ? null : metadata.Summary,
            Rocm = wheel.Rocm,
            GpuTargets = wheel.GpuTargets,
        };
    }

    /// <summary>What is wrong with this entry, one line each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!PageText.IsSha256(Sha256))
        {
            yield return $"{FileName}: \"{Sha256}\" is not a sha256 of 64 lower-case hexadecimal digits";
        }

        foreach (
            var sha256 in new[] { CoreMetadataSha256, KeptMetadataSha256 }
                .OfType<string>()
                .Where(sha256 => !PageText.IsSha256(sha256))
        )
        {
            yield return $"{FileName}: \"{sha256}\" is not a sha256 of 64 lower-case hexadecimal digits";
        }

        if (!IsOwnUrl() && !IsWebUrl())
        {
            yield return $"{FileName}: \"{Url}\" is neither this file's URL below packages/ nor an http(s) URL";
        }
    }

    // However deep the page lies, a hosted file is reached by going up and then into its own place.
    private bool IsOwnUrl()
    {
        var package = IndexLayout.PackageUrl(FileName);
        if (!Url.EndsWith(package, StringComparison.Ordinal))
        {
            return false;
        }

        var up = Url[..^package.Length];
        return up.Length > 0 && up.Replace("../", "", StringComparison.Ordinal).Length == 0;
    }

    private bool IsWebUrl() =>
        Uri.TryCreate(Url, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || uri.Scheme == "http");
}
