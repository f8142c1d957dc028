using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>The pages of an index as a store holds them.</summary>
internal static class IndexPages
{
    private const string FolderPage = "index.";

    public static PageForms<ProjectPage> OfProject(ProjectName project, bool keysEndInSlash) =>
        Make(
            Json<ProjectPage>(
                IndexLayout.ProjectJson(project),
                ProjectPageJson.Render,
                ProjectPageJson.Parse,
                Generation
            ),
            [Html<ProjectPage>(IndexLayout.ProjectHtml(project), ProjectPageHtml.Render)],
            ProjectPageJson.Parse,
            Generation,
            keysEndInSlash
        );

    /// <summary>A project's entry in the list of projects, with what tells its pages.</summary>
    public static RootProject RowOf(ProjectPage page) => RootProject.Of(page) with { Marks = PageMarks.Of(page) };

    public static PageForms<RootPage> OfRoot(bool keysEndInSlash)
    {
        var pages = Make(
            Json<RootPage>(IndexLayout.RootJson, RootPageJson.Render, RootPageJson.Parse, Generation),
            [Html<RootPage>(IndexLayout.RootHtml, RootPageHtml.Render)],
            RootPageJson.Parse,
            Generation,
            keysEndInSlash
        );
        var status = new PageForm<RootPage>(
            IndexLayout.Status,
            StoredOptions.Record,
            StatusJson.Render,
            (bytes, _) => StatusJson.GenerationOf(bytes)
        );
        return pages with
        {
            Derived = [.. pages.Derived, Html<RootPage>(IndexLayout.Landing, LandingPage.Render), status],
        };
    }

    private static long Generation(ProjectPage page) => page.Generation;

    private static long Generation(RootPage page) => page.Generation;

    private static PageForms<T> Make<T>(
        PageForm<T> truth,
        IReadOnlyList<PageForm<T>> derived,
        Func<byte[], string, T> parse,
        Func<T, long> generationOf,
        bool keysEndInSlash
    )
        where T : class
    {
        // A website endpoint answers for a folder with its index.html, whatever that holds: there JSON has this name too.
        IEnumerable<PageForm<T>> all = keysEndInSlash
            ? [AtFolder(truth), At(truth, "index.html"), .. derived.SelectMany(form => new[] { form, AtFolder(form) })]
            : derived;
        return new PageForms<T>(truth, [.. all], parse, generationOf);
    }

    private static PageForm<T> AtFolder<T>(PageForm<T> form) => At(form, "");

    private static PageForm<T> At<T>(PageForm<T> form, string name) =>
        form with
        {
            Key = form.Key[..form.Key.LastIndexOf(FolderPage, StringComparison.Ordinal)] + name,
        };

    private static PageForm<T> Json<T>(
        string key,
        Func<T, byte[]> render,
        Func<byte[], string, T> parse,
        Func<T, long> generationOf
    ) => new(key, StoredOptions.Json, render, (bytes, where) => generationOf(parse(bytes, where)));

    private static PageForm<T> Html<T>(string key, Func<T, byte[]> render) =>
        new(key, StoredOptions.Html, render, (bytes, _) => PageText.GenerationOfHtml(bytes));
}
