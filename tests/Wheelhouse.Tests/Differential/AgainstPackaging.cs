using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Tags;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Differential;

/// <summary>
/// Fresh random texts, judged by the packaging library of a Python on this machine. A library before 26.3 judges versions,
/// names and plain specifiers alone: other specifiers, markers, requirements and file names had rules and faults of their own in each version.
/// Repeat a run by <c>-- TestRunParameters.Parameter(name="seed",value="...")</c>; <c>rounds</c> asks more of it.
/// </summary>
[Category("Differential")]
public sealed class AgainstPackaging
{
    private const int MostDifferencesShown = 5;

    private static readonly int Rounds = TestContext.Parameters.Get("rounds", 3000);

    private static readonly PythonVersion JudgesAll = PythonVersion.Parse("26.3");

    private static readonly JObject[] Environments =
    [
        .. VectorLines.ReadFile("marker-environments.json").Cast<JObject>(),
    ];

    private static readonly string[] AskedExtras = ["", "Dev_Tools", "test"];

    private ReferencePython python = null!;
    private RandomTexts texts = null!;
    private Random random = null!;

    // Before 21.0 even plain specifiers were judged wrongly.
    [OneTimeSetUp]
    public void FindPython()
    {
        if (ReferencePython.Find("judge.py", "21.0") is not { } found)
        {
            Assert.Ignore(
                "no Python on PATH can import packaging or pip._vendor.packaging of 21.0 or later (install python3-pip, say)"
            );
            return;
        }

        python = found;
    }

    [SetUp]
    public void Seed()
    {
        var seed = TestContext.Parameters.Get("seed", Environment.TickCount);
        TestContext.Out.WriteLine($"{python.Description}, seed {seed}");
        random = new Random(seed);
        // Before 26.3 letters that Unicode folds into ASCII slipped through in places.
        texts = new RandomTexts(
            random,
            CanJudgeAll ? "\u00e9\u0130\u0661\u017f\u212a\u001c\u00a0\u0301\u4e00\u00b2\n\r\f" : "\u00e9\u0661"
        );
    }

    [Test]
    public void Versions_are_read_alike() =>
        Compare(
            () => texts.Maybe(texts.Version()),
            "version",
            text =>
                PythonVersion.TryParse(text, out var version)
                    ? new JObject
                    {
                        ["text"] = version.ToString(),
                        ["public"] = version.Public.ToString(),
                        ["base"] = version.BaseVersion.ToString(),
                        ["local"] = version.Local,
                        ["isPrerelease"] = version.IsPrerelease,
                        ["isPostrelease"] = version.IsPostrelease,
                        ["isDevrelease"] = version.IsDevrelease,
                    }
                    : null
        );

    [Test]
    public void Versions_are_ordered_alike()
    {
        var questions = Enumerable
            .Range(0, Rounds)
            .Select(_ => texts.Version())
            .Select(left => (Left: left, Right: texts.Neighbour(left)))
            .Where(pair =>
                PythonVersion.TryParse(pair.Left, out var _) && PythonVersion.TryParse(pair.Right, out var _)
            )
            .Select(pair => new JObject
            {
                ["kind"] = "order",
                ["left"] = pair.Left,
                ["right"] = pair.Right,
            })
            .ToList();
        Compare(
            questions,
            question => new JObject
            {
                ["order"] = Math.Sign(Version(question["left"]).CompareTo(Version(question["right"]))),
            }
        );

        static PythonVersion Version(JToken? text) => PythonVersion.Parse((string)text!);
    }

    [Test]
    public void Names_are_normalised_alike() =>
        Compare(texts.Name, "name", text => new JObject { ["text"] = ProjectName.Normalize(text).Value });

    [Test]
    public void Specifiers_contain_the_same_versions()
    {
        RequireJudgeOfAll();
        var questions = Enumerable.Range(0, Rounds).Select(_ => SpecifierQuestion()).ToList();
        Compare(
            questions,
            question =>
                SpecifierSet.TryParse((string)question["text"]!, out var set)
                    ? new JObject
                    {
                        ["text"] = set.ToString(),
                        ["contains"] = new JArray(
                            question["versions"]!
                                .Select(text => PythonVersion.Parse((string)text!))
                                .Select(version => new JArray(
                                    set.Contains(version),
                                    set.Contains(version, true),
                                    set.Contains(version, false)
                                ))
                        ),
                    }
                    : null
        );
    }

    /// <summary>Every library can judge final versions by all operators, and others by those that only compare.</summary>
    [Test]
    public void Plain_specifiers_contain_the_same_versions()
    {
        var questions = Enumerable.Range(0, Rounds).Select(_ => PlainSpecifierQuestion()).ToList();
        Compare(
            questions,
            question =>
            {
                var set = SpecifierSet.Parse((string)question["text"]!);
                return new JObject
                {
                    ["contains"] = new JArray(
                        question["versions"]!
                            .Select(text => PythonVersion.Parse((string)text!))
                            .Select(version => new JArray(set.Contains(version, true), set.Contains(version, false)))
                    ),
                };
            }
        );
    }

    [Test]
    public void Markers_hold_in_the_same_environments()
    {
        RequireJudgeOfAll();
        var environments = Environments
            .Select(values => MarkerEnvironment.FromDictionary(values.ToObject<Dictionary<string, string>>()!))
            .ToList();
        var questions = Enumerable
            .Range(0, Rounds)
            .Select(_ => new JObject
            {
                ["kind"] = "marker",
                ["text"] = texts.Maybe(texts.Marker()),
                ["environments"] = new JArray(Environments.Cast<object>().ToArray()),
                ["extras"] = new JArray(AskedExtras.Cast<object>().ToArray()),
            })
            .ToList();
        Compare(
            questions,
            question =>
                Marker.TryParse((string)question["text"]!, out var marker)
                    ? new JObject
                    {
                        ["text"] = marker.ToString(),
                        ["values"] = new JArray(
                            environments.SelectMany(environment =>
                                AskedExtras.Select(extra => Evaluate(marker, environment, extra))
                            )
                        ),
                    }
                    : null
        );
    }

    [Test]
    public void Requirements_are_read_alike()
    {
        RequireJudgeOfAll();
        Compare(
            () => texts.Maybe(texts.Requirement()),
            "requirement",
            text =>
                Requirement.TryParse(text, out var requirement)
                    ? new JObject
                    {
                        ["name"] = requirement.Name,
                        ["extras"] = new JArray(requirement.Extras.Select(extra => extra.Value)),
                        ["specifiers"] = new JArray(
                            requirement
                                .Specifiers.Specifiers.Select(specifier => specifier.ToString())
                                .Order(StringComparer.Ordinal)
                        ),
                        ["url"] = requirement.Url,
                        ["marker"] = requirement.Marker?.ToString(),
                    }
                    : null
        );
    }

    [Test]
    public void Wheel_file_names_are_read_alike()
    {
        RequireJudgeOfAll();
        Compare(
            () => texts.Maybe(texts.WheelFileName()),
            "wheel",
            text =>
                WheelFileName.TryParse(text, out var name)
                    ? new JObject
                    {
                        ["name"] = name.Project.Value,
                        ["version"] = name.Version.ToString(),
                        ["build"] = new JArray(BuildParts(name.Build).Cast<object>().ToArray()),
                        ["tags"] = new JArray(name.Tags.Select(tag => tag.ToString()).Order(StringComparer.Ordinal)),
                    }
                    : null
        );
    }

    [Test]
    public void Supported_tags_are_listed_alike()
    {
        RequireJudgeOfAll();
        var questions =
            from minor in new[] { 8, 9, 12, 13, 14, 15, 16 }
            from glibc in new[] { 17, 28, 40 }
            from machine in new[] { "x86_64", "aarch64", "i686", "ppc64le" }
            from freeThreaded in new[] { false, true }
            let listed = SupportedTags.ForCPython(3, minor, $"manylinux_2_{glibc}_{machine}", freeThreaded)
            select (Listed: listed, Question: TagQuestion(listed, minor, glibc, machine));
        var ours = questions.ToDictionary(pair => pair.Question, pair => pair.Listed);
        // Since 26.3 the plain linux tag is listed first; pip releases until now list it last, and so do we.
        Compare(
            [.. ours.Keys],
            question => new JObject
            {
                ["manylinux"] = new JArray(
                    question["platforms"]!.Where(platform =>
                        !((string)platform!).StartsWith("linux_", StringComparison.Ordinal)
                    )
                ),
                ["tags"] = new JArray(ours[question].Select(tag => tag.ToString())),
            }
        );

        static JObject TagQuestion(IReadOnlyList<WheelTag> listed, int minor, int glibc, string machine) =>
            new()
            {
                ["kind"] = "tags",
                ["python"] = new JArray(3, minor),
                ["abi"] = listed[0].Abi,
                ["glibc"] = new JArray(2, glibc),
                ["machine"] = machine,
                ["platforms"] = new JArray(
                    listed.TakeWhile(tag => tag.Abi == listed[0].Abi).Select(tag => tag.Platform)
                ),
            };
    }

    private bool CanJudgeAll => PythonVersion.Parse(python.LibraryVersion) >= JudgesAll;

    private void RequireJudgeOfAll()
    {
        if (!CanJudgeAll)
        {
            Assert.Ignore(
                $"{python.Description} is older than 26.3 and judges versions, names and plain specifiers alone"
            );
        }
    }

    private JObject SpecifierQuestion()
    {
        var version = texts.Version();
        var versions = Enumerable
            .Range(0, 4)
            .Select(_ => texts.Neighbour(version))
            .Where(text => PythonVersion.TryParse(text, out var _));
        return new JObject
        {
            ["kind"] = "specifiers",
            ["text"] = texts.Maybe(texts.Specifiers(version)),
            ["versions"] = new JArray(versions),
        };
    }

    private JObject PlainSpecifierQuestion()
    {
        var isFinal = texts.Pick(true, false);
        var version = PythonVersion.Parse(texts.Version());
        var operand = Plain(isFinal);
        string[] specifiers =
        [
            $"=={operand}",
            $"!={operand}",
            $">={operand}",
            $"<={operand}",
            .. isFinal ? [$">{operand}", $"<{operand}"] : Array.Empty<string>(),
            // Prefixes of versions with an epoch were cut wrongly for years.
            .. isFinal && operand.Epoch.IsZero ? [$"=={operand}.*", $"!={operand}.*"] : Array.Empty<string>(),
            .. isFinal && operand.Epoch.IsZero && operand.Release.Count > 1 ? [$"~={operand}"] : Array.Empty<string>(),
        ];
        return new JObject
        {
            ["kind"] = "containment",
            ["text"] = texts.Pick(specifiers),
            ["versions"] = new JArray(Enumerable.Range(0, 4).Select(_ => Plain(isFinal).ToString())),
        };

        PythonVersion Plain(bool isBase)
        {
            var near = PythonVersion.TryParse(texts.Neighbour(version.ToString()), out var neighbour)
                ? neighbour
                : version;
            return isBase ? near.BaseVersion : near.Public;
        }
    }

    private void Compare(Func<string> make, string kind, Func<string, JObject?> ours) =>
        Compare(
            [.. Enumerable.Range(0, Rounds).Select(_ => new JObject { ["kind"] = kind, ["text"] = make() })],
            question => ours((string)question["text"]!)
        );

    private void Compare(IReadOnlyList<JObject> questions, Func<JObject, JObject?> ours)
    {
        var differences = questions
            .Zip(python.Ask(questions))
            .Select(pair =>
                (
                    Question: Text(pair.First),
                    Ours: Text(ours(pair.First)),
                    Theirs: Text(pair.Second["invalid"] is null ? pair.Second : null)
                )
            )
            .Where(pair => pair.Ours != pair.Theirs)
            .Select(pair => $"{pair.Question}\n  ours:   {pair.Ours}\n  theirs: {pair.Theirs}")
            .Take(MostDifferencesShown);
        Assert.That(string.Join('\n', differences), Is.Empty);

        static string Text(JObject? value) => value?.ToString(Formatting.None) ?? "invalid";
    }

    private static JValue Evaluate(Marker marker, MarkerEnvironment environment, string extra)
    {
        try
        {
            return new JValue(marker.Evaluate(environment, extra));
        }
        catch (UndefinedComparisonException)
        {
            return new JValue("UndefinedComparison");
        }
        catch (UndefinedMarkerVariableException)
        {
            return new JValue("UndefinedEnvironmentName");
        }
    }

    private static string[] BuildParts(string? build)
    {
        if (build is null)
        {
            return [];
        }

        // The reference leaves off what follows the first line.
        var digits = build.TakeWhile(char.IsAsciiDigit).Count();
        var number = build[..digits].TrimStart('0');
        return [number.Length == 0 ? "0" : number, build[digits..].Split('\n')[0]];
    }
}
