using Wheelhouse.Files;
using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Wheels;

/// <summary>Carries out a plan: all wheels under temporary names first, then all under their own.</summary>
internal static class WheelSetWriter
{
    public static async Task<IReadOnlyList<RewrittenWheel>> WriteAsync(
        WheelSetPlan plan,
        string outputFolder,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(outputFolder);
        var jobs = plan.Wheels.Select(wheel => new Job(wheel, outputFolder)).ToList();
        foreach (var job in jobs.Where(job => Path.Exists(job.FinalPath)))
        {
            throw new WheelExistsException(job.FinalPath);
        }

        var shown = new List<string>();
        try
        {
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellationToken,
            };
            // The largest first: the end of the work then is many small wheels, not one large one.
            var order = jobs.OrderByDescending(job => job.Wheel.Wheel.Size);
            await Parallel.ForEachAsync(order, options, async (job, token) => await job.WriteAsync(token));
            foreach (var job in jobs)
            {
                File.Move(job.TemporaryPath, job.FinalPath);
                shown.Add(job.FinalPath);
            }
        }
        catch
        {
            jobs.ForEach(job => File.Delete(job.TemporaryPath));
            shown.ForEach(File.Delete);
            throw;
        }

        return [.. jobs.Select(job => job.Result())];
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

    /// <summary>The writing of one wheel.</summary>
    private sealed class Job(PlannedWheel wheel, string folder)
    {
        private string sha256 = "";
        private long size;

        public PlannedWheel Wheel { get; } = wheel;

        public string FinalPath { get; } = Path.Combine(folder, wheel.FileName.ToString());

        /// <summary>Short, since a wheel's name may be as long as the file system allows; hidden, and no <c>.whl</c>.</summary>
        public string TemporaryPath { get; } = Path.Combine(folder, $".{Guid.NewGuid():n}.partial");

        public async Task WriteAsync(CancellationToken cancellationToken)
        {
            using (var archive = WheelArchive.Open(Wheel.SourcePath))
            {
                RequireUnchanged(archive, Wheel);
                sha256 = Wheel.Edits is { } edits
                    ? await RewriteAsync(archive, edits, cancellationToken)
                    : await LinkAsync(cancellationToken);
            }

            size = new FileInfo(TemporaryPath).Length;
        }

        public RewrittenWheel Result() =>
            new(
                Wheel.SourcePath,
                FinalPath,
                Wheel.FileName,
                Wheel.OriginalFileName,
                Wheel.OriginalVersion,
                sha256,
                size,
                Wheel.Metadata
            );

        private async Task<string> LinkAsync(CancellationToken cancellationToken)
        {
            await HardLink.CreateOrCopyAsync(Wheel.SourcePath, TemporaryPath, cancellationToken);
            return await FileSha256.ComputeAsync(TemporaryPath, cancellationToken);
        }

        private async Task<string> RewriteAsync(
            WheelArchive archive,
            IReadOnlyList<MemberEdit> edits,
            CancellationToken cancellationToken
        )
        {
            await using var output = new HashedOutput(TemporaryPath, cancellationToken);
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
