namespace Wheelhouse.Wheels;

/// <summary>A wheel on disk: its file name and its core metadata, which agree.</summary>
/// <param name="Path">The path it was read from.</param>
/// <param name="FileName">The file name.</param>
/// <param name="Metadata">The core metadata.</param>
/// <param name="Size">Bytes in the file.</param>
public sealed record WheelFile(string Path, WheelFileName FileName, CoreMetadata Metadata, long Size)
{
    /// <summary>Bytes of the largest METADATA read, a hundred times what long descriptions have.</summary>
    internal const int LargestMetadata = 16 << 20;

    /// <summary>Reads a wheel's names and metadata; of the file only the tail and <c>METADATA</c> are touched.</summary>
    /// <param name="path">The wheel.</param>
    /// <exception cref="InvalidWheelFileNameException">The file is not named as a wheel.</exception>
    /// <exception cref="InconsistentWheelException">File name, <c>.dist-info</c> folder and metadata disagree.</exception>
    /// <exception cref="InvalidCoreMetadataException">The metadata is malformed.</exception>
    /// <exception cref="WheelArchiveException">The archive is not to be trusted.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WheelFile Read(string path)
    {
        using var archive = WheelArchive.Open(path);
        return Read(archive);
    }

    /// <summary>Reads many wheels' names and metadata, several at once.</summary>
    /// <param name="paths">The wheels.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The wheels in the order of their paths.</returns>
    /// <exception cref="WheelhouseException">One of them is malformed, as <see cref="Read(string)"/> says.</exception>
    /// <exception cref="UnreadableWheelsException">Several are; all are told.</exception>
    public static IReadOnlyList<WheelFile> ReadAll(
        IReadOnlyList<string> paths,
        CancellationToken cancellation = default
    )
    {
        var read = InParallel.Select<string, (WheelFile? Wheel, WheelhouseException? Error)>(
            paths,
            path =>
            {
                try
                {
                    return (Read(path), null);
                }
                catch (WheelhouseException error)
                {
                    return (null, error);
                }
            },
            cancellation
        );
        return read.Select(one => one.Error).OfType<WheelhouseException>().ToList() switch
        {
            [] => [.. read.Select(one => one.Wheel!)],
            [var error] => throw error,
            var several => throw new UnreadableWheelsException(several),
        };
    }

    /// <summary>Reads an open wheel's names and metadata.</summary>
    /// <param name="archive">The wheel, which stays open.</param>
    internal static WheelFile Read(WheelArchive archive)
    {
        var fileName = WheelFileName.Parse(System.IO.Path.GetFileName(archive.Path));
        RequireAgreement(archive, fileName);
        var bytes = archive.Read(archive.Metadata, LargestMetadata);
        var metadata = CoreMetadata.Parse(bytes, $"{archive.Path}, member '{archive.Metadata}'");
        if (metadata.Name != fileName.Project || metadata.Version != fileName.Version)
        {
            throw new InconsistentWheelException(
                $"the file name says {fileName.Project} {fileName.Version}, the metadata {metadata.Name} {metadata.Version}",
                archive.Path,
                archive.Metadata.Name
            );
        }

        return new WheelFile(archive.Path, fileName, metadata, archive.Size);
    }

    /// <summary>The folder's spelling need not be normal, but it must name the project and version of the file name.</summary>
    private static void RequireAgreement(WheelArchive archive, WheelFileName fileName)
    {
        if (!WheelFolderName.IsOf(archive.DistInfoFolder, fileName.Project, fileName.Version, WheelFolderName.DistInfo))
        {
            throw new InconsistentWheelException(
                $"the file name says {fileName.Project} {fileName.Version}, the folder '{archive.DistInfoFolder}'",
                archive.Path,
                archive.DistInfoFolder
            );
        }
    }
}
