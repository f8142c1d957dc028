using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// The pages of a store as its listing tells them. What the list of projects says of a page was written after all the page's
/// forms, and forms only grow: where the listing still shows these very bytes, they need no reading.
/// </summary>
internal sealed class PageListing
{
    private readonly IObjectStore store;
    private readonly Dictionary<string, ListedObject> listed = new(StringComparer.Ordinal);

    private PageListing(IObjectStore store) => this.store = store;

    /// <summary>Lists the pages, whatever is published: a page that another run left behind is seen by its listing alone.</summary>
    /// <param name="store">The store, seen through the channel.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public static async Task<PageListing> ReadAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var listing = new PageListing(store);
        await Task.WhenAll(
            listing.AddAsync(IndexLayout.Json, cancellationToken),
            listing.AddAsync(IndexLayout.Html, cancellationToken)
        );
        return listing;
    }

    /// <summary>Whether every form of a project's page is there as the list of projects says.</summary>
    public bool Shows(RootProject row) =>
        row.Marks is { } marks
        && IndexPages.OfProject(row.Name, store.HasKeysEndingInSlash) is var forms
        && Shows(forms.Truth, marks)
        && forms.Derived.All(form => Shows(form, marks));

    /// <summary>Whether it is sure that a project has no page in any form.</summary>
    public bool ShowsNone(ProjectName project) =>
        !IndexPages.OfProject(project, store.HasKeysEndingInSlash).Keys.Any(listed.ContainsKey);

    /// <summary>The HTML pages of projects that have no JSON page in the listing, each with its key.</summary>
    public IEnumerable<(string Key, ProjectName Project)> WithoutTruth() =>
        from key in listed.Keys
        where key.StartsWith(IndexLayout.Html, StringComparison.Ordinal)
        let project = IndexLayout.ProjectOfHtml(key.EndsWith('/') ? key + "index.html" : key)
        where project is not null && !listed.ContainsKey(IndexLayout.ProjectJson(project))
        orderby key
        select (key, project);

    /// <summary>
    /// The projects whose pages a run may have left behind: not in all forms, or not as the list of projects says. Where ETags
    /// are no MD5, times tell: the JSON is written before what is made from it, and the list of projects last.
    /// </summary>
    /// <param name="root">The list of projects; null where there is none.</param>
    /// <param name="rows">Its entries by project.</param>
    public IEnumerable<ProjectName> Suspects(RootPage? root, IReadOnlyDictionary<ProjectName, RootProject> rows)
    {
        var list = listed.GetValueOrDefault(IndexLayout.RootJson);
        var hasMd5 = root is not null && ETag(list) == PageMarks.Md5(RootPageJson.Render(root));
        return rows
            .Keys.Union(listed.Keys.Select(IndexLayout.ProjectOfJson).OfType<ProjectName>())
            .Where(project => IsSuspect(project, rows.GetValueOrDefault(project), hasMd5, list?.LastModified));
    }

    private bool IsSuspect(ProjectName project, RootProject? row, bool hasMd5, DateTimeOffset? listTime)
    {
        var forms = IndexPages.OfProject(project, store.HasKeysEndingInSlash);
        if (row is null || !forms.Keys.All(listed.ContainsKey))
        {
            return true;
        }

        if (hasMd5 && row.Marks is not null)
        {
            return !Shows(row);
        }

        var written = listed[forms.Truth.Key].LastModified;
        return written > listTime || forms.Derived.Any(form => listed[form.Key].LastModified < written);
    }

    private bool Shows(PageForm<ProjectPage> form, PageMarks marks) =>
        ETag(listed.GetValueOrDefault(form.Key))
        == (form.Options == StoredOptions.Json ? marks.JsonMd5 : marks.HtmlMd5);

    private static string? ETag(ListedObject? row) => row?.ETag?.Trim('"');

    private async Task AddAsync(string folder, CancellationToken cancellationToken)
    {
        var found = new List<ListedObject>();
        await foreach (var row in store.ListAsync(folder, cancellationToken))
        {
            found.Add(row);
        }

        lock (listed)
        {
            foreach (var row in found)
            {
                listed[row.Key] = row;
            }
        }
    }
}
