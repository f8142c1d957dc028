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
    private readonly List<string> pagesWritten = [];
    private int conflicts;

    public async Task<PublishResult> RunAsync(CancellationToken cancellationToken)
    {
        RefuseIf([
            .. plan.RefusedFiles.Select(file => new RefusedFile(
                file.File.FileName.ToString(),
                file.PublishedSha256!,
                file.File.Sha256
            )),
        ]);
        await SendFilesAsync(cancellationToken);
        RefuseIf(sender.Refused);
        if (options.Gate is { } gate && plan.ChangedPages.Any())
        {
            await new StagedIndex(store, options).TryAsync(plan.Site, gate, cancellationToken);
        }

        var rows = plan.Pages.ToDictionary(page => page.Project, page => page.Row);
        var changed = plan.ChangedPages.ToList();
        var now = options.Time.GetUtcNow();
        var additions = plan.Site.Pages.ToDictionary(page => page.Name, page => page.Uploaded(now));
        foreach (var (number, planned) in changed.Index())
        {
            var forms = IndexPages.OfProject(planned.Project, store.HasKeysEndingInSlash);
            var page = await FlipAsync(forms, Merge(additions[planned.Project]), cancellationToken);
            rows[planned.Project] = RootProject.Of(page);
            Report(PublishStep.Pages, planned.Project.Value, number + 1, changed.Count);
        }

        if (changed.Count > 0 || plan.RootKeys.Count > 0)
        {
            var root = RootPage.Create(rows.Values);
            await FlipAsync(IndexPages.OfRoot(store.HasKeysEndingInSlash), Merge(root), cancellationToken);
            Report(PublishStep.Root, IndexLayout.RootJson, 1, 1);
        }

        return new PublishResult(sender.Sent, sender.AlreadyThere, sender.BytesSent, pagesWritten, conflicts);
    }

    private async Task SendFilesAsync(CancellationToken cancellationToken)
    {
        var files = plan.NewFiles.Where(file => file.File.IsHosted).ToList();
        var done = 0;
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
                await sender.SendAsync(file.File, token);
                var number = Interlocked.Increment(ref done);
                Report(PublishStep.Files, file.File.FileName.ToString(), number, files.Count);
            }
        );
    }

    private async Task<T> FlipAsync<T>(PageForms<T> forms, Func<T?, T> merge, CancellationToken cancellationToken)
        where T : class
    {
        var flip = new PageFlip<T>(store, forms, options);
        var page = await flip.FlipAsync(merge, cancellationToken);
        pagesWritten.AddRange(flip.Written);
        conflicts += flip.Conflicts;
        return page;
    }

    private static Func<ProjectPage?, ProjectPage> Merge(ProjectPage additions) =>
        published => published?.Merge(additions) ?? additions;

    private static Func<RootPage?, RootPage> Merge(RootPage additions) =>
        published => published?.Merge(additions) ?? additions;

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
