using System.Globalization;
using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Watching;

/// <summary>
/// Looks at an index over HTTP as its users do, and tells all that is not as it should be: pages, their two forms against each
/// other, every file and the METADATA beside it. It reads, and changes nothing.
/// </summary>
/// <param name="options">How; the defaults when null.</param>
public sealed class IndexWatch(WatchOptions? options = null)
{
    private readonly WatchOptions options = options ?? new WatchOptions();

    /// <summary>Looks at it.</summary>
    /// <param name="index">The address that installers are given, http or https, with credentials where it needs some.</param>
    /// <param name="roots">What users ask for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was found; a server that does not answer is a finding too.</returns>
    public async Task<WatchReport> RunAsync(
        Uri index,
        IReadOnlyList<ProjectName> roots,
        CancellationToken cancellationToken
    )
    {
        var address = IndexAddress.Of(index);
        using var client = new IndexClient(index, options);
        var (started, begun) = (options.Time.GetUtcNow(), options.Time.GetTimestamp());
        var seen = await ReadAsync(client, address, cancellationToken);
        var pageTime = options.Time.GetElapsedTime(begun);
        begun = options.Time.GetTimestamp();
        var files = new FileWatch(client, options);
        var found = await files.RunAsync(seen.Projects, cancellationToken);
        var isRead = seen.Projects.Count > 0 || seen.Findings.Count == 0;
        var watched = roots.Select(root => RootOf(root, seen)).ToList();
        return new WatchReport(
            address.Given,
            started,
            seen.Generation,
            seen.Projects.Count,
            seen.Projects.Sum(project => project.Best?.Files.Count ?? 0),
            files.Bytes,
            watched,
            client.Requests,
            pageTime,
            options.Time.GetElapsedTime(begun),
            [
                .. seen
                    .Findings.Concat(found)
                    .Concat(isRead ? watched.Where(root => IsAbsent(root, seen)).Select(NotOffered) : [])
                    .OrderBy(finding => finding.Url, StringComparer.Ordinal)
                    .ThenBy(finding => finding.What, StringComparer.Ordinal),
            ]
        );

        WatchFinding NotOffered(WatchedRoot root) =>
            WatchFinding.At(
                IndexAddress.Page(address.Given, root.Project),
                WatchFindingKind.NotOffered,
                $"users ask for {root.Project}, and no version of it is offered"
            );
    }

    // A publisher at work changes one page after the other; what does not agree for a moment is no fault.
    private async Task<SeenIndex> ReadAsync(
        IndexClient client,
        IndexAddress address,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var seen = await new IndexReading(client, address, options).RunAsync(cancellationToken);
            var isInStep = seen.Findings.All(finding => finding.Kind != WatchFindingKind.OutOfStep);
            if (isInStep || attempt >= options.Attempts)
            {
                return seen;
            }

            await Task.Delay(options.Pause * (1 << (attempt - 1)), options.Time, cancellationToken);
        }
    }

    // Of a project whose page cannot be read nothing is known; that it cannot be read is told already.
    private static bool IsAbsent(WatchedRoot root, SeenIndex seen) =>
        root.Latest is null && seen.Projects.All(project => project.Name != root.Project || project.Best is not null);

    private static WatchedRoot RootOf(ProjectName root, SeenIndex seen)
    {
        var project = seen.Projects.FirstOrDefault(project => project.Name == root);
        var offers = (project?.Best?.Files ?? [])
            .Where(file => file.Yanked is null)
            .Select(file => (FileName: file.Wheel, file.RequiresPython))
            .Where(offer => offer.FileName is not null)
            .Select(offer => (FileName: offer.FileName!, offer.RequiresPython))
            .OrderBy(offer => offer.FileName.Version)
            .ToList();
        var versions = offers.Select(offer => offer.FileName.Version).ToList();
        var latest = versions.LastOrDefault(version => !version.IsPrerelease) ?? versions.LastOrDefault();
        var uploaded = (project?.Given?.Json ?? project?.Other?.Json)
            ?.Files.Where(file => file.FileName.Version == latest)
            .Select(TimeOf)
            .Min();
        return new WatchedRoot(root, latest, uploaded, offers);
    }

    private static DateTimeOffset? TimeOf(IndexFile file) =>
        DateTimeOffset.TryParse(
            file.UploadTime,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
