using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>One application of a plan: files, then pages, then the list of projects.</summary>
internal sealed class PublishRun(
    IObjectStore store,
    PublisherOptions options,
    PublishPlan plan,
    IProgress<PublishProgress>? progress
)
{
    private readonly FileSender sender = new(store, plan.Site.Folder);
    private readonly IndexRun run = new(store, options, IndexAction.Publish);

    public async Task<PublishResult> RunAsync(CancellationToken cancellationToken)
    {
        RefuseIf([
            .. plan.RefusedFiles.Select(file => new RefusedFile(
                file.File.FileName.ToString(),
                file.PublishedSha256!,
                file.File.Sha256
            )),
        ]);
        return await run.NamingAsync(
            plan.NewFiles.Select(file => file.File),
            () => ChangeAsync(cancellationToken),
            cancellationToken
        );
    }

    private async Task<PublishResult> ChangeAsync(CancellationToken cancellationToken)
    {
        await SendFilesAsync(cancellationToken);
        RefuseIf(sender.Refused);
        // Before the trial, which may need them. Of each the JSON is public already, written when all that it needs was visible.
        await run.FlipAsync(
            [.. plan.LeftBehind.Where(page => page.Keys.Count > 0).Select(page => (page.Project, Still(page), false))],
            _ => { },
            cancellationToken
        );
        if (options.Gate is { } gate && plan.ChangedPages.Any())
        {
            await new StagedIndex(store, options, run.Id).TryAsync(plan.Site, gate, cancellationToken);
        }

        var changed = plan.ChangedPages.ToList();
        var now = options.Time.GetUtcNow();
        var additions = plan.Site.Pages.ToDictionary(page => page.Name, page => page.Uploaded(now));
        var flipped = 0;
        foreach (var wave in changed.GroupBy(page => page.Wave).OrderBy(wave => wave.Key))
        {
            await run.FlipAsync(
                [.. wave.Select(page => (page.Project, Merge(additions[page.Project]), page.PublishedGeneration == 0))],
                project => Report(PublishStep.Pages, project.Value, Interlocked.Increment(ref flipped), changed.Count),
                cancellationToken
            );
        }

        ReleaseRecord? record = null;
        if (changed.Count > 0 || plan.RootKeys.Count > 0)
        {
            var rows = plan.Pages.Concat(plan.LeftBehind).Select(page => page.Row);
            record = await run.FinishAsync(rows, cancellationToken);
            Report(PublishStep.Root, IndexLayout.RootJson, 1, 1);
        }

        return new PublishResult(
            sender.Sent,
            sender.AlreadyThere,
            sender.BytesSent,
            run.Written,
            run.Conflicts,
            record
        );
    }

    private async Task SendFilesAsync(CancellationToken cancellationToken)
    {
        var files = plan.NewFiles.Where(file => file.File.IsHosted || file.File.SidecarSha256 is not null).ToList();
        var done = 0;
        sender.Moved = file => Report(PublishStep.Files, file, Volatile.Read(ref done), files.Count);
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            files,
            bounds,
            async (file, token) =>
            {
                run.RequireHeld();
                await sender.SendAsync(file.File, token);
                var number = Interlocked.Increment(ref done);
                Report(PublishStep.Files, file.File.FileName.ToString(), number, files.Count);
            }
        );
    }

    private static Func<ProjectPage?, ProjectPage> Merge(ProjectPage additions) =>
        published => published?.Merge(additions) ?? additions;

    private Func<ProjectPage?, ProjectPage> Still(PlannedPage page) =>
        published => published ?? throw new PlanOutdatedException(page.Project, 0, store.Location);

    private void RefuseIf(IReadOnlyList<RefusedFile> refused)
    {
        if (refused.Count > 0)
        {
            throw new PublishRefusedException(refused, store.Location);
        }
    }

    private void Report(PublishStep step, string item, int done, int total) =>
        progress?.Report(new PublishProgress(step, item, done, total, sender.BytesSent, plan.BytesToSend));
}
