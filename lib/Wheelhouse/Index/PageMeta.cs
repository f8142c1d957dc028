namespace Wheelhouse.Index;

/// <summary>The <c>meta</c> object of a JSON page.</summary>
internal static class PageMeta
{
    private const string Name = "meta";

    /// <summary>Whether bytes are a JSON object that has it, of any version and of any program.</summary>
    public static bool IsIn(byte[] bytes) =>
        JsonText.LoadObject(bytes, out _) is { } json && json.TryGetProperty(Name, out _);

    /// <summary>The page's generation; another API version than ours is a problem, since it may hold what would be lost.</summary>
    public static long Read(JsonFields page)
    {
        if (page.Object(Name, required: true) is not { } meta)
        {
            return 0;
        }

        var version = meta.Text("api-version", required: true);
        if (version is not null && version != IndexLayout.ApiVersion)
        {
            meta.Note($"\"api-version\" is \"{version}\", not \"{IndexLayout.ApiVersion}\"");
        }

        var generation = meta.Integer("_generation");
        if (generation == 0)
        {
            meta.Note("\"_generation\" begins with 1");
        }

        meta.RefuseRest();
        return generation ?? 0;
    }
}
