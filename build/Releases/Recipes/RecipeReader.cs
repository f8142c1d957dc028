using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>Reads recipes strictly: what is missing, unknown, given twice or of another type is told, all at once.</summary>
public static class RecipeReader
{
    private const long Longest = 1 << 20;

    /// <summary>The recipe of that name or path.</summary>
    /// <param name="nameOrPath">A name of a shipped recipe, or the absolute path of a <c>.json</c> file.</param>
    /// <param name="shipped">The folder of the shipped recipes.</param>
    /// <exception cref="RecipeNotFoundException">It is not there.</exception>
    /// <exception cref="RecipeException">Something is wrong with it.</exception>
    public static Recipe Open(string nameOrPath, string shipped)
    {
        if (Path.IsPathRooted(nameOrPath))
        {
            return File.Exists(nameOrPath) ? Read(nameOrPath) : throw NotFound(nameOrPath, shipped);
        }

        var path = Path.Join(shipped, nameOrPath + ".json");
        if (File.Exists(path))
        {
            return Read(path);
        }

        throw NotFound(nameOrPath, shipped);
    }

    /// <summary>The names of the shipped recipes.</summary>
    /// <param name="shipped">Their folder.</param>
    public static IEnumerable<string> Names(string shipped) =>
        Directory
            .EnumerateFiles(shipped, "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != "recipe.schema")
            .Order(StringComparer.Ordinal);

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="RecipeException">It is not there, or something is wrong with it.</exception>
    public static Recipe Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > Longest)
            {
                throw new IOException($"it is longer than {Longest >> 20} MiB");
            }

            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException(path, [new RecipeProblem(0, 0, "", error.Message)], error);
        }
        catch (JsonReaderException error)
        {
            throw new RecipeException(
                path,
                [new RecipeProblem(error.LineNumber, error.LinePosition, error.Path ?? "", error.Message)],
                error
            );
        }
    }

    private static RecipeNotFoundException NotFound(string nameOrPath, string shipped)
    {
        string[] names = [.. Names(shipped)];
        return new RecipeNotFoundException(nameOrPath, shipped, names, NearestName.Of(nameOrPath, names));
    }

    private static Recipe Parse(byte[] bytes, string path)
    {
        List<RecipeProblem> problems = [];
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (JsonGrammar.Check(text) is { } problem)
        {
            throw new RecipeException(path, [problem]);
        }

        var json = Load(text);
        var recipe = RecipeObject.Read(json, "", problems, read => Recipe(read, path, bytes));
        if (problems.Count == 0)
        {
            problems.AddRange(Unlinked(recipe, json));
        }

        return problems.Count == 0
            ? recipe
            : throw new RecipeException(
                path,
                [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)]
            );
    }

    private static IEnumerable<RecipeProblem> Unlinked(Recipe recipe, IJsonLineInfo place) =>
        recipe
            .Base.Packages.Concat(recipe.Vllm.Packages)
            .Where(package =>
                package.Supply == PackageSupply.Linked && recipe.Linked.All(link => link.Project != package.Project)
            )
            .Select(package => new RecipeProblem(
                place.LineNumber,
                place.LinePosition,
                "linked",
                $"{package.Project} is linked, and nothing says to where; add it with its index"
            ));

    private static JObject Load(byte[] bytes)
    {
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(bytes)));
        reader.DateParseHandling = DateParseHandling.None;
        return JObject.Load(
            reader,
            new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error }
        );
    }

    private static Recipe Recipe(RecipeObject json, string path, byte[] bytes)
    {
        json.Ignore("$schema");
        var file = Path.GetFileNameWithoutExtension(path);
        return new Recipe(
            json.One(
                "name",
                text => text == file ? text : throw new FormatException($"the name must be the file's, '{file}'")
            ),
            json.Text("description"),
            json.One("baseImage", text => Known(text, Placeholders.InImage)),
            json.One("rocmVersion", RecipeNames.RocmVersion),
            json.Many("pythonVersions", RecipeNames.Python),
            json.Many("rocmArchitectures", RecipeNames.Architecture),
            json.Number("diskGigabytes"),
            json.Object("source", Source),
            json.Object("base", build => Build(build, Placeholders.InBase, isVllm: false)),
            json.Object("vllm", build => Build(build, Placeholders.InVllm, isVllm: true)),
            json.Many("requirements", RecipeNames.PathInCheckout, mayBeEmpty: true),
            json.Objects(
                "linked",
                link => new RecipeLink(link.One("project", ProjectName.Parse), link.One("index", Index)),
                link => link.Project,
                mayBeEmpty: true
            ),
            json.Many("denied", RecipeNames.Glob, mayBeEmpty: true),
            json.Object(
                "platformTag",
                tag => new RecipePlatformTag(
                    tag.One("policy", Word<PlatformTagPolicy>),
                    tag.Many("exclude", text => text, mayBeEmpty: true)
                )
            ),
            json.Many("imports", RecipeNames.Module, mayBeEmpty: true),
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
    }

    private static RecipeSource Source(RecipeObject json) =>
        new(
            json.One("repository", Repository),
            json.One("project", ProjectName.Parse),
            json.One("release", RecipeNames.Revision),
            json.One("tagPrefix", text => text)
        );

    // A folder counts from that of artifacts, which the file does not know.
    private static string Repository(string text)
    {
        _ = RecipeNames.Repository(text, "/");
        return text;
    }

    private static RecipeBuild Build(RecipeObject json, IReadOnlyList<string> placeholders, bool isVllm) =>
        new(
            json.One("dockerfile", RecipeNames.PathInCheckout),
            json.One("target", RecipeNames.Stage),
            json.One("wheels", RecipeNames.PathInImage),
            json.Map("arguments", RecipeNames.Argument, text => Known(text, placeholders)),
            json.Objects("packages", Package, package => package.Project),
            isVllm ? json.One("baseWheels", RecipeNames.PathInCheckout) : null,
            isVllm ? json.One("pinBase", Word<BasePins>) : null
        );

    private static RecipePackage Package(RecipeObject json) =>
        new(
            json.One("project", ProjectName.Parse),
            json.One("version", VersionPolicy.Parse),
            json.One("supply", Word<PackageSupply>),
            json.Flag("required")
        );

    private static string Known(string text, IReadOnlyList<string> placeholders)
    {
        foreach (var placeholder in Placeholders.In(text).Where(word => !placeholders.Contains(word)))
        {
            var meant = NearestName.Of(placeholder, placeholders);
            throw new FormatException(
                $"there is no placeholder {{{placeholder}}} here; "
                    + (meant is null ? $"there are {string.Join(", ", placeholders)}" : $"did you mean {{{meant}}}?")
            );
        }

        return text;
    }

    private static Uri Index(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0 }
            ? url
            : throw new FormatException("an http or https URL is needed");

    private static T Word<T>(string text)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
        return words.Contains(text)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new FormatException($"{string.Join(", ", words[..^1])} or {words[^1]} is needed");
    }
}
