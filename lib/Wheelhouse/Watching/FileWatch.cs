using System.Collections.Concurrent;
using System.Globalization;
using Wheelhouse.Index;
using Wheelhouse.Wheels;

namespace Wheelhouse.Watching;

/// <summary>Holds the files that pages name, and the METADATA beside them, against what the pages say of them.</summary>
/// <param name="client">Asks for them.</param>
/// <param name="options">How.</param>
internal sealed class FileWatch(IndexClient client, WatchOptions options)
{
    private const string Html = "text/html";
    private readonly ConcurrentBag<(SeenProject Project, SeenFile File, WatchFinding Finding)> found = [];
    private long bytes;

    /// <summary>The bytes of all files that were looked at.</summary>
    public long Bytes => bytes;

    /// <summary>Looks at every file of the projects.</summary>
    public async Task<IReadOnlyList<WatchFinding>> RunAsync(
        IReadOnlyList<SeenProject> projects,
        CancellationToken cancellationToken
    )
    {
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelRequests,
            CancellationToken = cancellationToken,
        };
        var files =
            from project in projects
            from file in project.Best?.Files ?? []
            select (Project: project, File: file);
        await Parallel.ForEachAsync(
            files,
            bounds,
            async (named, token) =>
            {
                CheckUrl(named.Project, named.File);
                await CheckFileAsync(named.Project, named.File, token);
                await CheckMetadataAsync(named.Project, named.File, token);
            }
        );
        return await StillNamedAsync(cancellationToken);
    }

    // A prune or a rollback takes the file from its page first: whoever read the page before may find it gone.
    private async Task<IReadOnlyList<WatchFinding>> StillNamedAsync(CancellationToken cancellationToken)
    {
        var findings = new List<WatchFinding>();
        foreach (var project in found.GroupBy(row => row.Project))
        {
            var answer = await client.ReadAsync(project.Key.Best!.Url, IndexTypes.Accepted, cancellationToken);
            var names =
                answer.Failure is null && IndexTypes.AreOfPages(answer.Type) ? NamesOn(answer, project.Key) : null;
            findings.AddRange(
                project.Where(row => names is null || names.Contains(row.File.Name)).Select(row => row.Finding)
            );
        }

        return findings;
    }

    private static HashSet<string>? NamesOn(Answer answer, SeenProject project)
    {
        try
        {
            return SeenPage.Of(answer, project.Name).Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        }
        catch (InvalidIndexPageException)
        {
            // The page was readable before; what was found of its files stands.
            return null;
        }
    }

    private void CheckUrl(SeenProject project, SeenFile file)
    {
        if (file.Url.AbsolutePath.Contains('+', StringComparison.Ordinal))
        {
            Note(
                project,
                file,
                project.Best!.Url,
                WatchFindingKind.UnsafeUrl,
                $"it names {file.Name} with a + in its URL"
            );
        }
    }

    private async Task CheckFileAsync(SeenProject project, SeenFile file, CancellationToken cancellationToken)
    {
        var answer = options.ReadsFiles
            ? await client.HashAsync(file.Url, cancellationToken)
            : await client.LookAtAsync(file.Url, cancellationToken);
        if (IsNothing(project, file, answer))
        {
            return;
        }

        var size = file.Size;
        Interlocked.Add(ref bytes, answer.Size ?? size ?? 0);
        if (answer.Encoding.Length > 0)
        {
            Note(project, file, file.Url, WatchFindingKind.WrongType, $"it comes encoded as {answer.Encoding}");
        }
        else if (size is not null && answer.Size is not null && size != answer.Size)
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"it has {answer.Size} bytes, its page says {size}");
            Note(project, file, file.Url, WatchFindingKind.WrongSize, what);
        }
        else if (answer.Sha256 is { } sha256 && file.Sha256 is not null && sha256 != file.Sha256)
        {
            Note(project, file, file.Url, WatchFindingKind.WrongHash, Hashes(sha256, file.Sha256));
        }
    }

    private async Task CheckMetadataAsync(SeenProject project, SeenFile file, CancellationToken cancellationToken)
    {
        if (file.MetadataSha256 is not { } told)
        {
            return;
        }

        var url = file.MetadataUrl;
        var answer = await client.ReadAsync(url, "*/*", cancellationToken);
        if (IsNothing(project, file, answer))
        {
            return;
        }

        if (told.Length > 0 && answer.Sha256 != told)
        {
            Note(project, file, url, WatchFindingKind.WrongHash, Hashes(answer.Sha256!, told));
            return;
        }

        foreach (var problem in ProblemsOf(answer.Bytes, file, url))
        {
            Note(project, file, url, WatchFindingKind.WrongMetadata, problem);
        }
    }

    private static IEnumerable<string> ProblemsOf(byte[] metadata, SeenFile file, Uri url)
    {
        CoreMetadata read;
        try
        {
            read = CoreMetadata.Parse(metadata, url.AbsoluteUri);
        }
        catch (WheelhouseException error)
        {
            return [error.What];
        }

        if (file.Wheel is not { } wheel)
        {
            return [];
        }

        (bool IsSame, string What)[] parts =
        [
            (read.Name == wheel.Project, $"it is of {read.Name}, not of {wheel.Project}"),
            (read.Version == wheel.Version, $"it is of version {read.Version}, not of {wheel.Version}"),
            (
                read.RequiresPythonText == file.RequiresPython,
                $"its Requires-Python is {Shown(read.RequiresPythonText)}, its page says {Shown(file.RequiresPython)}"
            ),
        ];
        return parts.Where(part => !part.IsSame).Select(part => part.What);
    }

    // A portal or a proxy answers 200 with a page of its own.
    private bool IsNothing(SeenProject project, SeenFile file, Answer answer)
    {
        if (answer.Failure is { } failure)
        {
            found.Add((project, file, failure));
        }
        else if (answer.Type == Html)
        {
            Note(project, file, answer.Url, WatchFindingKind.WrongType, "it comes as text/html, which is no such file");
        }
        else
        {
            return false;
        }

        return true;
    }

    private static string Shown(string? text) => text is null ? "nothing" : OffendingText.Quote(text);

    private static string Hashes(string sha256, string told) => $"its sha256 is {sha256}, its page says {told}";

    private void Note(SeenProject project, SeenFile file, Uri url, WatchFindingKind kind, string what) =>
        found.Add((project, file, WatchFinding.At(url, kind, what)));
}
