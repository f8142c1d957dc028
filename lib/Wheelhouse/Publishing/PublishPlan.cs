using System.Text;
using Wheelhouse.Index;

namespace Wheelhouse.Publishing;

/// <summary>What must change for a store to offer what a site offers; computing it changes nothing.</summary>
/// <param name="Site">The site to publish.</param>
/// <param name="Location">The store's location.</param>
/// <param name="Files">Every file of the site.</param>
/// <param name="Pages">Every project's page in the order of flipping: what is needed before what needs it.</param>
/// <param name="RootKeys">The keys of the list of projects and of the landing page that will be written, in this order.</param>
public sealed record PublishPlan(
    Site Site,
    string Location,
    IReadOnlyList<PlannedFile> Files,
    IReadOnlyList<PlannedPage> Pages,
    IReadOnlyList<string> RootKeys
)
{
    /// <summary>
    /// The pages of projects that the site does not have that an earlier run left behind when it was killed, by project: they
    /// are brought up to their JSON before anything else, and into the list of projects. Without keys it is the list alone that
    /// does not know the page.
    /// </summary>
    public IReadOnlyList<PlannedPage> LeftBehind { get; init; } = [];

    /// <summary>
    /// Pages of such projects that are lost, damaged or not ours, as far as the plan came across them: the publish leaves them,
    /// and <see cref="IndexRepair"/> tells what can be done.
    /// </summary>
    public IReadOnlyList<Finding> Unmended { get; init; } = [];

    /// <summary>The files that will be sent.</summary>
    public IEnumerable<PlannedFile> NewFiles => Files.Where(file => file.State == PlannedFileState.New);

    /// <summary>How many wheels will be sent.</summary>
    public int WheelsToSend => NewFiles.Count(file => file.File.IsHosted);

    /// <summary>How many METADATA files of wheels will be sent.</summary>
    public int MetadataFilesToSend => NewFiles.Count(file => file.File.SidecarSha256 is not null);

    /// <summary>The files that forbid the publish, since their names are published with other bytes.</summary>
    public IEnumerable<PlannedFile> RefusedFiles => Files.Where(file => file.State == PlannedFileState.Refused);

    /// <summary>The pages that will change, in the order of flipping.</summary>
    public IEnumerable<PlannedPage> ChangedPages => Pages.Where(page => page.Keys.Count > 0);

    /// <summary>How many bytes of files will be sent; pages come on top.</summary>
    public long BytesToSend => Files.Sum(file => file.Bytes);

    /// <summary>Whether the store offers all of the site already, so that applying the plan writes nothing.</summary>
    public bool IsEmpty =>
        !NewFiles.Any() && !RefusedFiles.Any() && !ChangedPages.Any() && LeftBehind.Count == 0 && RootKeys.Count == 0;

    /// <summary>The plan as a text of several lines, for people.</summary>
    public override string ToString()
    {
        if (IsEmpty)
        {
            return $"Nothing to publish: {Location} has all {Counted.Of(Files.Count, "wheel")} of {Site.Folder}, and its pages are up to date.{Warnings()}";
        }

        var text = new StringBuilder();
        text.Append(null, $"Publish {Site.Folder} to {Location}: ")
            .Append(
                null,
                $"{Counted.Of(WheelsToSend, "wheel")} and {Counted.Of(MetadataFilesToSend, "metadata file")} "
            )
            .Append(null, $"to send ({BytesToSend:N0} bytes), ")
            .Append(null, $"{Files.Count(file => file.State == PlannedFileState.Published)} there already, ")
            .Append(null, $"{Counted.Of(ChangedPages.Count(), "project page")} to change");
        foreach (var file in NewFiles)
        {
            text.Append(null, $"\n  send {file.File.FileName} ({file.Bytes:N0} bytes)");
        }

        foreach (var file in RefusedFiles)
        {
            text.Append(null, $"\n  REFUSED {file.File.FileName}: ")
                .Append(null, $"published with sha256 {file.PublishedSha256}, given with sha256 {file.File.Sha256}");
        }

        foreach (var page in LeftBehind)
        {
            text.Append(null, $"\n  repair {page.Project}: left behind by an earlier run ")
                .Append(
                    null,
                    $"({string.Join(", ", page.Keys.DefaultIfEmpty("not in the list of projects as it is"))})"
                );
        }

        foreach (var page in ChangedPages)
        {
            text.Append(null, $"\n  flip {page.Project}: generation {page.PublishedGeneration} to {page.Generation} ")
                .Append(null, $"({string.Join(", ", page.Keys)})");
        }

        if (RootKeys.Count > 0)
        {
            text.Append(null, $"\n  then {string.Join(", ", RootKeys)}");
        }

        return text.Append(Warnings()).ToString();
    }

    private string Warnings() =>
        string.Concat(Unmended.Select(finding => $"\n  WARNING {finding}; Repair tells what can be done"));
}
