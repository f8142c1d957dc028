namespace Wheelhouse.Build.Building.Inputs;

/// <summary>What the name of an image stood for when it was looked up.</summary>
/// <param name="Image">The name.</param>
/// <param name="Digest">The digest, such as <c>sha256:...</c>.</param>
/// <param name="IsPublished">Whether its registry knows the digest, so that it can be built from by it.</param>
public sealed record ImageDigest(string Image, string Digest, bool IsPublished)
{
    /// <summary>A name that stands for this image for ever, where there is one.</summary>
    public string Pinned => IsPublished && !Image.Contains('@', StringComparison.Ordinal) ? $"{Image}@{Digest}" : Image;
}
