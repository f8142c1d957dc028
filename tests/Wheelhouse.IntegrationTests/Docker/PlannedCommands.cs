using System.Text.RegularExpressions;
using Wheelhouse.IntegrationTests.Stores;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>The commands that the plan of a release tells, held against those that the release then runs.</summary>
[NonParallelizable]
public sealed partial class PlannedCommands
{
    private static readonly string[] Python = File.Exists("/usr/bin/python3") ? ["--python=/usr/bin/python3"] : [];

    private TemporaryFolder run = null!;
    private DockerServer engine = null!;

    private string[] Arguments =>
        [
            "--target=Release",
            "--docker",
            $"--find-links={run["artifacts", "rehearsal", "links"]}",
            "--no-index",
            $"--artifacts={run["artifacts"]}",
            .. Python,
        ];

    private Dictionary<string, string> Recording =>
        new(engine.Variables)
        {
            ["PATH"] = $"{run["recording"]}:{Environment.GetEnvironmentVariable("PATH")}",
            ["WHEELHOUSE_RECORD"] = run["record"],
        };

    [OneTimeSetUp]
    public async Task MakeWhatIsReleased()
    {
        engine = await DockerServers.EngineAsync();
        run = new TemporaryFolder();
        string[] arguments = ["--target=Make-Stand-Ins", "--docker", $"--artifacts={run["artifacts"]}", .. Python];
        (await Pipeline.RunAsync(arguments, engine.Variables)).Succeeded();
        foreach (var program in new[] { "docker", "git" })
        {
            Record(program);
        }
    }

    [OneTimeTearDown]
    public void RemoveFolders() => run?.Dispose();

    /// <summary>First a release from nothing, then another of what the cache has, in the same folder.</summary>
    [Test]
    public async Task A_release_runs_what_its_plan_told_in_that_order()
    {
        foreach (var again in new[] { false, true })
        {
            var plan = Told((await Pipeline.RunAsync([.. Arguments, "--plan"], engine.Variables)).Succeeded().Output);
            File.Delete(run["record"]);
            var output = (await Pipeline.RunAsync([.. Arguments, "--verbosity=verbose"], Recording)).Succeeded().Output;
            var recorded = File.ReadAllLines(run["record"]).Select(Known).ToList();
            var pythons = output
                .Split('\n')
                .Where(line => PythonForm().IsMatch(line))
                .Select(line => Known(line))
                .ToList();
            RequireSame(plan.Where(line => !IsPython(line.Command)).ToList(), recorded, again);

            // Where no page changes, nothing is tried before.
            RequireSame(
                [
                    .. plan.Where(line => IsPython(line.Command))
                        .Select(line => (line.Command, line.IsConditional || again)),
                ],
                pythons,
                again
            );
        }
    }

    [TestCase("3.99")]
    [TestCase(null)]
    public async Task A_verification_runs_what_its_plan_told_for_whatever_Python(string? version)
    {
        using var folder = new TemporaryFolder();
        SmallWheel.Write(folder.Folder("wheels"), "thing", "1.0", "py3-none-any");
        string[] arguments =
        [
            "--root=thing",
            $"--store={new Uri(folder["store"]).AbsoluteUri}",
            "--verify-import=thing",
            $"--artifacts={folder["artifacts"]}",
            .. version is null ? Array.Empty<string>() : [$"--python-version={version}"],
            .. Python,
        ];
        string[] publish = ["--target=Publish", "--no-index", $"--base-wheels={folder["wheels"]}", .. arguments];
        (await Pipeline.RunAsync(publish)).Succeeded();
        string[] verify = ["--target=Verify-Install", .. arguments];
        var plan = Told((await Pipeline.RunAsync([.. verify, "--plan"])).Succeeded().Output);
        var output = (await Pipeline.RunAsync([.. verify, "--verbosity=verbose"])).Succeeded().Output;
        var ran = output.Split('\n').Where(IsPython).Select(Known).ToList();
        RequireSame(plan, ran, again: false);
        Assert.That(
            ran.Any(command => command.Contains("import thing", StringComparison.Ordinal)),
            Is.EqualTo(version is null)
        );
    }

    // Each command that ran was told, in that order; what was told and did not run has a condition.
    private static void RequireSame(List<(string Command, bool IsConditional)> plan, List<string> ran, bool again)
    {
        var place = 0;
        var untold = new List<string>();
        var idle = new List<string>();
        foreach (var command in ran)
        {
            var found = plan.FindIndex(place, line => line.Command == command);
            if (found < 0)
            {
                untold.Add(command);
                continue;
            }

            idle.AddRange(plan[place..found].Where(line => !line.IsConditional).Select(line => line.Command));
            place = found + 1;
        }

        idle.AddRange(plan[place..].Where(line => !line.IsConditional).Select(line => line.Command));
        var all =
            $"again: {again}\nplan:\n{string.Join('\n', plan)}\nran:\n{string.Join('\n', ran)}\nuntold:\n"
            + $"{string.Join('\n', untold)}\nidle:\n{string.Join('\n', idle)}";
        Assert.That(ran, Is.Not.Empty);
        Assert.That(untold, Is.Empty, all);
        Assert.That(idle, Is.Empty, all);
    }

    private static List<(string Command, bool IsConditional)> Told(string output) =>
        [
            .. output
                .Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line =>
                    line.StartsWith("docker ", StringComparison.Ordinal)
                    || line.StartsWith("DOCKER_BUILDKIT=", StringComparison.Ordinal)
                    || line.StartsWith("git -C ", StringComparison.Ordinal)
                    || PythonForm().IsMatch(line)
                )
                .Select(line => line.Split("  # "))
                .Select(parts => (Known(parts[0]), IsConditional(parts))),
        ];

    private static bool IsConditional(string[] parts) =>
        parts.Length > 1 && parts[1].StartsWith("where ", StringComparison.Ordinal);

    private static bool IsPython(string command) => PythonForm().IsMatch(command);

    /// <summary>A command up to what only the run knows: names of containers, folders until they are put in place, files of wheels.</summary>
    private static string Known(string command)
    {
        var text = command.Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
        text = NameForm().Replace(text, "NAME");
        text = LabelForm().Replace(text, "io.wheelhouse.run=RUN");
        text = KeyForm().Replace(text, "io.wheelhouse.key=KEY");
        text = StagedForm().Replace(text, "/$1");
        text = DriverForm().Replace(text, "/environments/PYTHON");
        text = CloneForm().Replace(text, "git clone $1");
        text = PortForm().Replace(text, "127.0.0.1:PORT/");
        text = RunForm().Replace(text, "staging/RUN/");
        text = RequirementsForm().Replace(text, " -- WANTED");
        text = SourceForm().Replace(text, "/SOURCE.wheel");
        text = ProgramForm().Replace(text, "-c import json, os, platform");
        return text.Replace("DOCKER_BUILDKIT=1 ", "", StringComparison.Ordinal)
            .Replace("DOCKER_BUILDKIT=0 ", "", StringComparison.Ordinal)
            .TrimEnd();
    }

    /// <summary>A program before the real one on PATH, which writes down each call on a line, as a plan would tell it.</summary>
    private void Record(string program)
    {
        var path = Path.Combine(run.Folder("recording"), program);
        var place = program == "git" ? " -C $PWD" : "";
        File.WriteAllText(
            path,
            $$"""
            #!/bin/sh
            printf '%s\n' "{{program}}{{place}} $*" | head -n 1 >> "$WHEELHOUSE_RECORD"
            exec env PATH="{{Environment.GetEnvironmentVariable("PATH")}}" {{ServerProcess.Find(program)}} "$@"
            """
        );
        Assert.That(RealWheels.Run("chmod", ["+x", path], run.Path));
    }

    [GeneratedRegex("^(?!.*/docker\"? exec )\"?/.*?python[0-9.]*\"? (-I|-X) ")]
    private static partial Regex PythonForm();

    [GeneratedRegex("wheelhouse-([0-9a-f]{32}|[0-9]{14}-[0-9]+)")]
    private static partial Regex NameForm();

    [GeneratedRegex("io\\.wheelhouse\\.key=[0-9a-f]{64}")]
    private static partial Regex KeyForm();

    [GeneratedRegex("io\\.wheelhouse\\.run=[0-9]{14}-[0-9]+")]
    private static partial Regex LabelForm();

    [GeneratedRegex(@"/\.(\w+)\.staged\b")]
    private static partial Regex StagedForm();

    [GeneratedRegex("/environments/[^/ ]+")]
    private static partial Regex DriverForm();

    [GeneratedRegex(@"^git -C .* clone (.*)$")]
    private static partial Regex CloneForm();

    [GeneratedRegex("127\\.0\\.0\\.1:[0-9]+/")]
    private static partial Regex PortForm();

    [GeneratedRegex("staging/[^/]+/")]
    private static partial Regex RunForm();

    [GeneratedRegex(" -- .*$")]
    private static partial Regex RequirementsForm();

    [GeneratedRegex(@"/[^/ ]+\.tar\.gz\.wheel")]
    private static partial Regex SourceForm();

    [GeneratedRegex("-c import json, os, platform.*$")]
    private static partial Regex ProgramForm();
}
