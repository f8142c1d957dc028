namespace Wheelhouse.Index;

/// <summary>
/// The page for people who open the index's address in a browser, made from the list of projects. It loads nothing: style
/// and script stand in it, and its Content-Security-Policy lets nothing but these run. Every word is there without the
/// script, which adds the search, the copying and the page's own address in the commands.
/// </summary>
public static class LandingPage
{
    private static readonly LandingAsset Style = LandingAsset.Read("landing.css");
    private static readonly LandingAsset Script = LandingAsset.Read("landing.js");

    /// <summary>The page as UTF-8; the same bytes for the same list.</summary>
    public static byte[] Render(RootPage root)
    {
        var vllm = root.Projects.FirstOrDefault(project => project.Name.Value == "vllm");
        var title = vllm?.LatestVersion is { } version ? $"vLLM {version} for ROCm" : "Python wheels";
        return PageText.Html(
            title,
            root.Generation,
            [
                // Before all that it is about.
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                    + $"style-src {Style.Source}; script-src {Script.Source}; base-uri 'none'; form-action 'none'\">",
                PageText.Meta("viewport", "width=device-width, initial-scale=1"),
                PageText.Meta("color-scheme", "light dark"),
                PageText.Meta("referrer", "no-referrer"),
                // Without it browsers ask for /favicon.ico.
                "<link rel=\"icon\" href=\"data:,\">",
                $"<style>{Style.Text}</style>",
            ],
            page => AddBody(page, root, vllm, title)
        );
    }

    private static void AddBody(PageBytes page, RootPage root, RootProject? vllm, string title)
    {
        // A rollback may leave a project without a file; its page stays for the sake of its generation.
        var shown = root.Projects.Where(project => project.PageGeneration == 0 || project.VersionCount > 0).ToList();
        page.AddLines([
            "<header>",
            $"<h1>{PageText.Escape(title)}</h1>",
            .. FactsOf(root, vllm),
            "</header>",
            "<main>",
            .. Install(vllm?.LatestVersion is null ? null : vllm.Name.Value),
            "<section>",
            "<div class=\"bar\">",
            $"<h2>Packages <span id=\"count\" role=\"status\">{shown.Count}</span></h2>",
            "<input id=\"search\" type=\"search\" placeholder=\"Search\" aria-label=\"Search packages\" autocomplete=\"off\""
                + " spellcheck=\"false\" hidden>",
            "</div>",
            "<div id=\"packages\">",
        ]);
        page.AddLines(shown, LandingRow.AppendTo);
        page.AddLines([
            "</div>",
            "<p id=\"none\" class=\"hint\" hidden>No package matches.</p>",
            "</section>",
            "</main>",
            "<footer><p>A package index for pip, uv and other installers: <a href=\"simple/index.html\">simple/</a>, "
                + "<a href=\"simple-json/index.json\">simple-json/</a> (<a href=\"https://packaging.python.org/en/latest/"
                + "specifications/simple-repository-api/\" rel=\"noreferrer\">simple repository API</a>).</p></footer>",
            $"<script>{Script.Text}</script>",
        ]);
    }

    private static IEnumerable<string> FactsOf(RootPage root, RootProject? vllm)
    {
        var torch = root.Projects.FirstOrDefault(project => project.Name.Value == "torch");
        RootVersion?[] known = [vllm?.Latest, torch?.Latest];
        List<(string Name, string? Value)> facts =
        [
            ("vLLM", vllm?.LatestVersion?.ToString()),
            ("PyTorch", torch?.LatestVersion?.ToString()),
            ("ROCm", known.Select(version => version?.Rocm).FirstOrDefault(text => text is not null)),
            ("Python", FirstOf(known, version => version.Pythons)),
            ("GPUs", FirstOf(known, version => version.GpuTargets)),
        ];
        if (facts.Exists(fact => fact.Value is not null))
        {
            yield return "<dl>";
            foreach (var (name, value) in facts.Where(fact => fact.Value is not null))
            {
                yield return $"<div><dt>{name}</dt><dd>{PageText.Escape(value!)}</dd></div>";
            }

            yield return "</dl>";
        }
    }

    private static string? FirstOf(RootVersion?[] versions, Func<RootVersion, IReadOnlyList<string>> list) =>
        versions
            .OfType<RootVersion>()
            .Select(list)
            .Where(texts => texts.Count > 0)
            .Select(texts => string.Join(", ", texts))
            .FirstOrDefault();

    private static IEnumerable<string> Install(string? project)
    {
        yield return "<section>";
        yield return "<h2>Install</h2>";
        yield return "<div class=\"commands\">";
        yield return Command("pip", "pip install", "--index-url", project);
        yield return Command("uv", "uv pip install", "--default-index", project);
        yield return "</div>";
        yield return "<noscript><p class=\"hint\"><code>ADDRESS</code> is the address of this page without"
            + " <code>index.html</code>.</p></noscript>";
        if (project is null)
        {
            yield return "<p class=\"hint\"><code>NAME</code> is the package that you want.</p>";
        }

        yield return "</section>";
    }

    // What is to be copied is the text of the code element: the script completes it and adds nothing of its own.
    private static string Command(string tool, string install, string option, string? project) =>
        $"<div class=\"command\"><span class=\"tool\">{tool}</span><code>{install} "
        + $"<span class=\"name\">{project ?? "NAME"}</span> {option} <span class=\"address\">ADDRESS/simple/</span></code>"
        + "<button type=\"button\" class=\"copy\" hidden>Copy</button></div>";
}
