using Wheelhouse.Files;
using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Wheels;

/// <summary>Carries out a plan: all wheels in a folder beside the output folder first, which then takes its place.</summary>
internal static class WheelSetWriter
{
    public static async Task<IReadOnlyList<RewrittenWheel>> WriteAsync(
        WheelSetPlan plan,
        string outputFolder,
        CancellationToken cancellationToken
    )
    {
        RequireEmpty(outputFolder);
        try
        {
            return await StageAsync(plan, outputFolder, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new WheelNotWrittenException(outputFolder, cause);
        }
    }

    /// <summary>Refuses a wheel that is not the one the plan was made with.</summary>
    public static void RequireUnchanged(WheelArchive archive, PlannedWheel planned)
    {
        var metadata = planned.Wheel.Metadata.Bytes;
        if (
            archive.Size != planned.Wheel.Size
            || !archive.Read(archive.Metadata, WheelFile.LargestMetadata).AsSpan().SequenceEqual(metadata.Span)
        )
        {
            throw new WheelChangedException(archive.Path);
        }
    }

    private static void RequireEmpty(string folder)
    {
        if (File.Exists(folder))
        {
            throw new FolderNotEmptyException(folder, Path.GetFileName(folder));
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault() is { } found)
        {
            throw new FolderNotEmptyException(folder, Path.GetFileName(found));
        }
    }

    private static async Task<IReadOnlyList<RewrittenWheel>> StageAsync(
        WheelSetPlan plan,
        string outputFolder,
        CancellationToken cancellationToken
    )
    {
        using var staged = StagedFolder.Create(outputFolder);
        var jobs = plan.Wheels.Select(wheel => new Job(wheel, staged.Path, outputFolder)).ToList();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        // The largest first: the end of the work then is many small wheels, not one large one.
        var order = jobs.OrderByDescending(job => job.Wheel.Wheel.Size);
        await Parallel.ForEachAsync(order, options, async (job, token) => await job.WriteAsync(token));
        staged.CommitNew();
        return [.. jobs.Select(job => job.Result())];
    }

    /// <summary>The writing of one wheel.</summary>
    private sealed class Job(PlannedWheel wheel, string staged, string output)
    {
        private readonly string path = Path.Combine(staged, wheel.FileName.ToString());
        private readonly string finalPath = Path.Combine(output, wheel.FileName.ToString());
        private string sha256 = "";
        private long size;

        public PlannedWheel Wheel { get; } = wheel;

        public async Task WriteAsync(CancellationToken cancellationToken)
        {
            try
            {
                using (var archive = WheelArchive.Open(Wheel.SourcePath))
                {
                    RequireUnchanged(archive, Wheel);
                    sha256 = Wheel.Edits is { } edits
                        ? await RewriteAsync(archive, edits, cancellationToken)
                        : await LinkAsync(archive, cancellationToken);
                }

                size = new FileInfo(path).Length;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new WheelNotWrittenException(finalPath, cause);
            }
        }

        public RewrittenWheel Result() =>
            new(
                Wheel.SourcePath,
                finalPath,
                Wheel.FileName,
                Wheel.OriginalFileName,
                Wheel.OriginalVersion,
                sha256,
                size,
                Wheel.Metadata
            );

        /// <summary>Gives the file a second name, once it is known to be as sound as one that is copied must be.</summary>
        private async Task<string> LinkAsync(WheelArchive archive, CancellationToken cancellationToken)
        {
            MemberLinks.RequireInside(archive);
            foreach (var member in archive.Members)
            {
                _ = ZipLocalHeader.Read(archive.Input, member);
            }

            await HardLink.CreateOrCopyAsync(Wheel.SourcePath, path, cancellationToken);
            return await FileSha256.ComputeAsync(path, cancellationToken);
        }

        private async Task<string> RewriteAsync(
            WheelArchive archive,
            IReadOnlyList<MemberEdit> edits,
            CancellationToken cancellationToken
        )
        {
            await using var output = new HashedFile(path, FileMode.CreateNew, cancellationToken);
            var writer = new ZipWriter(output);
            foreach (var (member, name, content) in edits)
            {
                await (
                    content is { } bytes
                        ? writer.AddAsync(archive.Input, member, name, bytes)
                        : writer.CopyAsync(archive.Input, member, name)
                );
            }

            await writer.FinishAsync();
            return await output.CompleteAsync();
        }
    }
}
