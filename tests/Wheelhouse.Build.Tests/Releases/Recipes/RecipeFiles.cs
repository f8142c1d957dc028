using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tests.Arguments;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.Releases.Recipes;

public sealed class RecipeFiles
{
    private static readonly string Shipped = Path.Join(
        RepositoryRoot.Above(AppContext.BaseDirectory),
        "build",
        "recipes"
    );
    private static readonly JObject Schema = JObject.Parse(File.ReadAllText(Path.Join(Shipped, "recipe.schema.json")));
    private static readonly string[] Objects =
    [
        "",
        "source",
        "base",
        "base.packages[0]",
        "vllm",
        "linked[0]",
        "platformTag",
    ];

    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("recipes ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCaseSource(nameof(ShippedNames))]
    public void A_shipped_recipe_is_read(string name)
    {
        var recipe = RecipeReader.Open(name, Shipped);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recipe.Name, Is.EqualTo(name));
            Assert.That(recipe.Sha256, Does.Match("^[0-9a-f]{64}$"));
            Assert.That(recipe.Denied, Does.Contain("nvidia-*"));
            Assert.That(recipe.Vllm.Arguments, Does.Contain(KeyValuePair.Create("GIT_REPO_CHECK", "1")));
        }
    }

    [Test]
    public void The_recipe_of_the_MI300_builds_for_one_architecture()
    {
        var recipe = RecipeReader.Open("rocm-7.1-gfx942", Shipped);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recipe.RocmArchitectures, Is.EqualTo(["gfx942"]));
            Assert.That(recipe.ResolvedBaseImage, Is.EqualTo("rocm/dev-ubuntu-22.04:7.1-complete"));
            Assert.That(recipe.Vllm.PinBase, Is.EqualTo(BasePins.Add));
            Assert.That(recipe.Base.PinBase, Is.Null);
        }
    }

    [Test]
    public void The_reader_asks_for_the_schemas_keys_and_no_others([ValueSource(nameof(Objects))] string key)
    {
        var recipe = Sample();
        var place = (JObject)(key.Length == 0 ? recipe : recipe.SelectToken(key)!);
        var names = place.Properties().Select(property => property.Name).ToList();
        place.RemoveAll();
        var prefix = key.Length == 0 ? "" : key + ".";
        var missing = ProblemsOf(recipe)
            .Where(problem => problem.What.StartsWith("it is missing", StringComparison.Ordinal))
            .Select(problem => problem.Key)
            .Where(missing => missing.StartsWith(prefix, StringComparison.Ordinal))
            .Select(missing => missing[prefix.Length..]);
        var schema = SchemaOf(key);
        var properties = ((JObject)schema["properties"]!).Properties().Select(property => property.Name).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(missing, Is.EquivalentTo(schema["required"]!.Values<string>()));
            Assert.That(missing.Concat(key.Length == 0 ? ["$schema"] : []), Is.EquivalentTo(properties));
            Assert.That(names, Is.EqualTo(properties).AsCollection);
            Assert.That((bool)schema["additionalProperties"]!, Is.False);
        }
    }

    [Test]
    public void Words_of_the_schema_are_the_readers()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Words("base.packages[0]", "supply"), Is.EqualTo(NamesOf<PackageSupply>()));
            Assert.That(Words("vllm", "pinBase"), Is.EqualTo(NamesOf<BasePins>()));
            Assert.That(Words("platformTag", "policy"), Is.EqualTo(NamesOf<PlatformTagPolicy>()));
        }
    }

    [Test]
    public void A_mistyped_key_is_told_with_its_place_and_the_nearest()
    {
        var text = Sample().ToString().Replace("\"target\": \"debs", "\"traget\": \"debs", StringComparison.Ordinal);
        Assert.That(
            ProblemsOf(text).Select(problem => $"{problem}"),
            Has.One.Matches(@"^\d+:\d+ base\.traget: there is no such key; did you mean 'target'\?$")
                .And.One.Matches(@"^\d+:\d+ base\.target: it is missing; add it$")
        );
    }

    [Test]
    public void A_key_given_twice_is_an_error_of_the_file()
    {
        var problem = ProblemsOf("{\n \"name\": \"sample\",\n \"name\": \"sample\"\n}").Single();
        Assert.That((problem.Line, problem.What), Is.EqualTo((3, problem.What)));
        Assert.That(problem.What, Does.Contain("'name' already exists"));
    }

    [TestCase("{", 1)]
    [TestCase("{}\n{}", 2)]
    [TestCase("[]", 1)]
    [TestCase("", 1)]
    public void What_is_no_recipe_at_all_is_refused(string text, int line) =>
        Assert.That(ProblemsOf(text).Select(problem => problem.Line), Is.EqualTo([line]));

    // The last place of each text is changed; lines and columns count from 1, columns in characters.
    [TestCase("{\n  \"$schema\"", "/* why */ {\n  \"$schema\"", "1:1")]
    [TestCase("\"description\"", "// why\n\"description\"", "4:3")]
    [TestCase("\"description\"", "'description'", "4:3")]
    [TestCase("\"description\"", "description", "4:3")]
    [TestCase("\"description\"", "\"é\": 'é', \"description\"", "4:8")]
    [TestCase("\"sample\",", "\"sample\",,", "3:20")]
    [TestCase("\"sample\"", "\"sam\tple\"", "3:15")]
    [TestCase("\"sample\"", "\"sam\\'ple\"", "3:16")]
    [TestCase("\n}", ",\n}", null)]
    [TestCase("\"gfx942\"", "\"gfx942\",", null)]
    [TestCase("\"diskGigabytes\": ", "\"diskGigabytes\": 0x", null)]
    [TestCase("\"diskGigabytes\": ", "\"diskGigabytes\": 0", null)]
    [TestCase("\"diskGigabytes\": ", "\"diskGigabytes\": +", null)]
    [TestCase("\"required\": true", "\"required\": True", null)]
    [TestCase("\"required\": true", "\"required\": undefined", null)]
    [TestCase("\"required\": true", "\"required\": NaN", null)]
    [TestCase("\"required\": true", "\"required\": new Date(1)", null)]
    [TestCase("\n}", "\n}\0", null)]
    public void What_is_no_JSON_is_refused_with_its_place(string from, string to, string? place)
    {
        var text = Sample().ToString();
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative);
        var problem = ProblemsOf(text[..at] + to + text[(at + from.Length)..]).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.What, Does.StartWith("this is not JSON (RFC 8259)").And.Not.Contain("LineNumber"));
            Assert.That($"{problem}", Does.StartWith($"{place ?? $"{problem.Line}:{problem.Column}"}: "));
            Assert.That(problem.Line, Is.InRange(1, text.Split('\n').Length + 1));
            Assert.That(problem.Column, Is.Positive);
        }
    }

    [Test]
    public void A_byte_that_is_not_of_UTF_8_is_told_with_its_place()
    {
        var path = Path.Join(folder, "sample.json");
        File.WriteAllBytes(path, [.. "{\n \"é"u8, 0xE9, .. "\": 1}"u8]);
        Assert.That(
            $"{Assert.Throws<RecipeException>(() => RecipeReader.Read(path))!.Problems.Single()}",
            Is.EqualTo("2:4: a byte is not of UTF-8; save the file as UTF-8")
        );
    }

    [Test]
    public void A_byte_order_mark_does_not_matter()
    {
        var path = Path.Join(folder, "sample.json");
        File.WriteAllText(path, Sample().ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.That(File.ReadAllBytes(path)[0], Is.EqualTo(0xEF));
        Assert.That(RecipeReader.Read(path).Name, Is.EqualTo("sample"));
    }

    [TestCase("pythonVersions", "[\"3.11\", \"3.12\", \"3.11\"]", 2, "'3.11' is there already, as pythonVersions[0]")]
    [TestCase("rocmArchitectures", "[\"gfx942\", \"gfx942\"]", 1, "'gfx942' is there already, as rocmArchitectures[0]")]
    [TestCase("denied", "[\"nvidia-*\", \"NVIDIA_*\"]", 1, "'nvidia-*' is there already, as denied[0]")]
    [TestCase("imports", "[\"vllm\", \"vllm\"]", 1, "'vllm' is there already, as imports[0]")]
    public void A_value_given_twice_is_told_with_its_place(string key, string json, int place, string what)
    {
        var recipe = Sample();
        recipe[key]!.Replace(JToken.Parse(json));
        var problem = ProblemsOf(recipe).Single();
        Assert.That((problem.Key, problem.What), Is.EqualTo(($"{key}[{place}]", $"{what}; take one out")));
        Assert.That(problem.Line, Is.GreaterThan(1));
    }

    [TestCase("base.packages")]
    [TestCase("vllm.packages")]
    [TestCase("linked")]
    public void A_project_given_twice_is_told_with_its_place(string key)
    {
        var recipe = Sample();
        var list = (JArray)recipe.SelectToken(key)!;
        var again = list[0].DeepClone();
        again["project"] = ((string)again["project"]!).ToUpperInvariant();
        list.Add(again);
        var problem = ProblemsOf(recipe).Single();
        Assert.That(problem.Key, Is.EqualTo($"{key}[{list.Count - 1}]"));
        Assert.That(problem.What, Is.EqualTo($"'{list[0]["project"]}' is there already, as {key}[0]; take one out"));
    }

    [TestCase("PY THON=VERSION")]
    [TestCase("")]
    [TestCase("1ST")]
    [TestCase("MAX-JOBS")]
    [TestCase("MAX_JOBS\n")]
    public void A_build_argument_has_a_name_that_a_Dockerfile_can_have(string name)
    {
        var recipe = Sample();
        recipe["base"]!["arguments"]![name] = "1";
        var problem = ProblemsOf(recipe).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Key, Is.EqualTo($"base.arguments.{name}"));
            Assert.That(
                problem.What,
                Is.EqualTo($"'{name}': a build argument has letters, digits and '_', and no digit first")
            );
            Assert.That(problem.Line, Is.GreaterThan(1));
            var form = (string)SchemaOf("base.arguments")["propertyNames"]!["pattern"]!;
            Assert.That(Regex.IsMatch(name, form.Replace("$", "\\z", StringComparison.Ordinal)), Is.False);
        }
    }

    [TestCase("name", "\"other\"", "'other': the name must be the file's, 'sample'")]
    [TestCase("name", "7", "a text is needed, not a whole number")]
    [TestCase("description", "\" \"", "' ': a text is needed")]
    [TestCase("description", "null", "a text is needed, not null")]
    [TestCase(
        "baseImage",
        "\"{pythonVersion}\"",
        "'{pythonVersion}': there is no placeholder {pythonVersion} here; there are rocmVersion"
    )]
    [TestCase("rocmVersion", "\"7\"", "'7': a version of ROCm is named like 7.1 or 7.2.3")]
    [TestCase("rocmArchitectures", "\"gfx942\"", "a list is needed, not a text")]
    [TestCase("rocmArchitectures", "[]", "at least one value is needed")]
    [TestCase("diskGigabytes", "0", "0 is no number from 1 to 2147483647")]
    [TestCase("diskGigabytes", "1.5", "a whole number is needed, not a float")]
    [TestCase("diskGigabytes", "99999999999999999999", "99999999999999999999 is no number from 1 to 2147483647")]
    [TestCase("source.project", "\"-\"", null)]
    [TestCase(
        "source.release",
        "\"--upload-pack=x\"",
        "'--upload-pack=x': latest, a tag, a branch or a commit is needed"
    )]
    [TestCase("base.dockerfile", "\"../Dockerfile\"", "'../Dockerfile': the path leads out of the checkout")]
    [TestCase(
        "base.dockerfile",
        "\"/Dockerfile\"",
        "'/Dockerfile': a path within the checkout is needed, such as docker/Dockerfile.rocm"
    )]
    [TestCase("base.target", "\"Debs\"", "'Debs': a stage has small letters, digits, '-', '_' and '.'")]
    [TestCase("base.wheels", "\"app\"", "'app': a folder of the image is needed, such as /app/debs")]
    [TestCase("base.arguments", "[]", "an object is needed, not a list")]
    [TestCase("base.arguments.BASE_IMAGE", "\"{image:base}\"", null)]
    [TestCase(
        "base.arguments.BASE_IMAGE",
        "\"{rocmArchitecture}\"",
        "'{rocmArchitecture}': there is no placeholder {rocmArchitecture} here; did you mean {rocmArchitectures}?"
    )]
    [TestCase("base.arguments.BASE_IMAGE", "1", "a text is needed, not a whole number")]
    [TestCase("base.packages[0].version", "\"clean\"", null)]
    [TestCase("base.packages[0].supply", "\"made\"", "'made': built, linked or mirrored is needed")]
    [TestCase("base.packages[0].supply", "\"0\"", "'0': built, linked or mirrored is needed")]
    [TestCase("base.packages[0].required", "\"yes\"", "true or false is needed, not a text")]
    [TestCase("linked[0].index", "\"ftp://host/\"", "'ftp://host/': an http or https URL is needed")]
    [TestCase("denied[0]", "\"nvidia/*\"", "'nvidia/*': a glob has the letters of a project name, * and ?")]
    [TestCase("platformTag.policy", "\"Detect\"", "'Detect': detect, repair or none is needed")]
    [TestCase("imports[0]", "\"a-b\"", "'a-b': a module is named like vllm or torch.version")]
    public void A_wrong_value_is_told_with_its_place(string key, string json, string? what)
    {
        var recipe = Sample();
        recipe.SelectToken(key)!.Replace(JToken.Parse(json));
        var problem = ProblemsOf(recipe).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Key, Is.EqualTo(key));
            Assert.That(problem.What, Is.EqualTo(what ?? problem.What));
            Assert.That(problem.Line, Is.GreaterThan(1));
            Assert.That(problem.Column, Is.GreaterThan(0));
        }
    }

    [Test]
    public void An_unknown_recipe_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<RecipeNotFoundException>(() => RecipeReader.Open("rocm-7.1-gfx924", Shipped));
        Assert.That(error!.What, Does.Contain("did you mean 'rocm-7.1-gfx942'?"));
    }

    [TestCase("unknown")]
    [TestCase("/nowhere/own.json")]
    public void A_recipe_that_is_not_there_is_told_with_those_that_are(string name)
    {
        var error = Assert.Throws<RecipeNotFoundException>(() => RecipeReader.Open(name, Shipped));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error!.What, Is.EqualTo($"there is no recipe '{name}'"));
            Assert.That(error.Hint, Does.Contain("rocm-7.1-gfx942|").And.Contain("or a path of your own"));
        }
    }

    [Test]
    public void Placeholders_get_the_runs_values_and_options_stand_above_the_recipe()
    {
        var options = OptionsGiven.Arguments(
            ("rocm-arch", "gfx942;gfx950"),
            ("rocm-version", "7.2"),
            ("python-version", "3.13"),
            ("vllm", "v0.11.0"),
            ("repository", "https://example.org/vllm.git")
        );
        var recipe = RecipeReader.Open("rocm-7.1-gfx942", Shipped).With(options);
        var release = new ResolvedRelease("vllm", "v0.11.0", new string('a', 40), "0.11.0", "");
        var python = recipe.PythonVersions.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                recipe.Arguments(recipe.Base, python, release, null).Take(3).Select(argument => argument.ToString()),
                Is.EqualTo([
                    "[BASE_IMAGE, rocm/dev-ubuntu-22.04:7.2-complete]",
                    "[PYTHON_VERSION, 3.13]",
                    "[PYTORCH_ROCM_ARCH, gfx942;gfx950]",
                ])
            );
            Assert.That(
                recipe.Arguments(recipe.Vllm, python, release, "base@sha256:1")[0].Value,
                Is.EqualTo("base@sha256:1")
            );
            Assert.That(recipe.Source.Release, Is.EqualTo("v0.11.0"));
            Assert.That(recipe.Source.Repository, Is.EqualTo("https://example.org/vllm.git"));
        }
    }

    [TestCase("{image:base}", "the base image is there once Build-Base-Wheels ran")]
    [TestCase("v{vllmTag}.1", "a commit may have no tag (release a tag with --vllm=TAG)")]
    public void A_placeholder_without_a_value_is_told_with_its_text(string text, string hint)
    {
        var json = Sample();
        json["base"]!["arguments"]!["BASE_IMAGE"] = "none";
        json["vllm"]!["arguments"]!["BASE_IMAGE"] = text;
        var path = Path.Join(folder, "sample.json");
        File.WriteAllText(path, $"{json}");
        var recipe = RecipeReader.Read(path);
        var commit = new ResolvedRelease("vllm", null, new string('a', 40), null, "");
        var error = Assert.Throws<PlaceholderEmptyException>(() =>
            recipe.Arguments(recipe.Vllm, recipe.PythonVersions.Single(), commit, null)
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                error!.What,
                Is.EqualTo($"{text[text.IndexOf('{')..(text.IndexOf('}') + 1)]} has no value here")
            );
            Assert.That(error.Where, Is.EqualTo(text));
            Assert.That(error.Hint, Does.Contain(hint));
        }
    }

    [TestCase("rocm-version", "7.2", "rocmVersion")]
    [TestCase("rocm-arch", "gfx950", "rocmArchitectures")]
    [TestCase("rocm-arch", "gfx942;gfx950", "rocmArchitectures")]
    [TestCase("python-version", "3.13", "pythonVersion")]
    public void An_option_that_would_change_nothing_of_the_build_is_refused(
        string option,
        string text,
        string placeholder
    )
    {
        var options = OptionsGiven.Arguments((option, text));
        var json = Fixed();
        var error = Assert.Throws<OverrideNotUsedException>(() => Read(json).With(options));
        json["vllm"]!["arguments"]!["WHAT"] = $"for-{{{placeholder}}}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                error!.What,
                Is.EqualTo(
                    $"--{option}={text} would change nothing: neither the base image nor a build argument of the recipe has {{{placeholder}}}"
                )
            );
            Assert.That(error.Where, Is.EqualTo("the recipe sample"));
            Assert.DoesNotThrow(() => Read(json).With(options));
        }
    }

    [Test]
    public void All_options_that_would_change_nothing_are_told_at_once()
    {
        var options = OptionsGiven.Arguments(("rocm-version", "7.2"), ("rocm-arch", "gfx950"));
        var error = Assert.Throws<OverrideNotUsedException>(() => Read(Fixed()).With(options));
        Assert.That(error!.What.Split('\n'), Has.Length.EqualTo(2));
    }

    [Test]
    public void What_a_recipe_has_itself_may_be_asked_for()
    {
        var recipe = Read(Fixed());
        var options = OptionsGiven.Arguments(
            ("rocm-version", recipe.RocmVersion),
            ("rocm-arch", string.Join(';', recipe.RocmArchitectures)),
            ("python-version", $"{recipe.PythonVersions.Single()}")
        );
        Assert.That(recipe.With(options).RocmArchitectures, Is.EqualTo(recipe.RocmArchitectures));
    }

    [Test]
    public void A_version_of_ROCm_in_the_base_image_is_a_place_for_it()
    {
        var json = Fixed();
        json["baseImage"] = "rocm/dev:{rocmVersion}";
        Assert.That(
            Read(json).With(OptionsGiven.Arguments(("rocm-version", "7.2"))).ResolvedBaseImage,
            Is.EqualTo("rocm/dev:7.2")
        );
    }

    [TestCase("rocm-arch", "gfx94x", "an architecture is named like gfx942, gfx90a or gfx90a:xnack-")]
    [TestCase("rocm-arch", "gfx942;", "an architecture is named like gfx942, gfx90a or gfx90a:xnack-")]
    [TestCase("rocm-version", "seven", "a version of ROCm is named like 7.1 or 7.2.3")]
    [TestCase("vllm", "a..b", "git takes no name with '..' or '.lock' at its end")]
    [TestCase("repository", "ext::sh -c x://", "a URL of https, http, ssh, git or file is needed")]
    [TestCase("repository", "ext::sh", "a URL of https, http, ssh, git or file, or a folder is needed")]
    [TestCase("github-api", "api", "an http or https URL is needed")]
    public void Options_above_the_recipe_are_checked(string option, string text, string reason) =>
        Assert.That(
            OptionsGiven.ProblemsOf((option, text)).Single(),
            Does.StartWith($"--{option}={text}: {reason}; it is written --{option}=")
        );

    [TestCase("rocm-7.1", "rocm-7.1")]
    [TestCase("mine.json", "/caller/mine.json")]
    [TestCase("./mine", "/caller/mine")]
    public void A_recipe_is_a_name_or_a_path(string text, string expected) =>
        Assert.That(OptionsGiven.Arguments(("recipe", text)).Recipe, Is.EqualTo(expected));

    [TestCase("git@example.org:a/b.git", "git@example.org:a/b.git")]
    [TestCase("ssh://example.org/a", "ssh://example.org/a")]
    [TestCase("a/b", "/caller/a/b")]
    public void A_repository_is_a_url_or_a_folder(string text, string expected) =>
        Assert.That(OptionsGiven.Arguments(("repository", text)).SourceRepository, Is.EqualTo(expected));

    private static IEnumerable<string> ShippedNames() => RecipeReader.Names(Shipped);

    private static string[] NamesOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    private static IEnumerable<string?> Words(string key, string name) =>
        SchemaOf(key)["properties"]![name]!["enum"]!.Values<string>();

    // The schema of the object at a key, whatever stands between.
    private static JToken SchemaOf(string key)
    {
        JToken schema = Schema;
        foreach (var name in key.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            schema = schema["properties"]![name.Split('[')[0]]!;
            schema = schema["items"] ?? schema;
            schema = schema["$ref"] is not null ? Schema["$defs"]!["package"]! : schema;
        }

        return schema;
    }

    // A recipe that has every value itself.
    private static JObject Fixed()
    {
        var recipe = Sample();
        recipe["baseImage"] = "rocm/dev:7.1";
        foreach (var build in new[] { "base", "vllm" })
        {
            recipe[build]!["arguments"] = new JObject { ["PYTHON_VERSION"] = "3.12" };
        }

        return recipe;
    }

    private static JObject Sample()
    {
        var recipe = JObject.Parse(File.ReadAllText(Path.Join(Shipped, "stand-in.json")));
        recipe["name"] = "sample";
        recipe["linked"] = new JArray(new JObject { ["project"] = "torch", ["index"] = "https://host/simple/" });
        return recipe;
    }

    private Recipe Read(JObject recipe)
    {
        var path = Path.Join(folder, "sample.json");
        File.WriteAllText(path, recipe.ToString());
        return RecipeReader.Read(path);
    }

    private IReadOnlyList<RecipeProblem> ProblemsOf(JToken recipe) => ProblemsOf(recipe.ToString());

    private IReadOnlyList<RecipeProblem> ProblemsOf(string text)
    {
        var path = Path.Join(folder, "sample.json");
        File.WriteAllText(path, text);
        return Assert.Throws<RecipeException>(() => RecipeReader.Read(path))!.Problems;
    }
}
