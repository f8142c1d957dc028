using System.Net;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Names;

namespace Wheelhouse.Build.Verification;

/// <summary>Installs from an index as a user on a fresh machine does, and looks at what came of it.</summary>
/// <remarks>
/// pip works from one environment on another one that is empty, even of pip: whatever is there afterwards came from the index.
/// </remarks>
/// <param name="pip">Runs pip.</param>
/// <param name="python">Runs the interpreter.</param>
/// <param name="driver">The environment whose pip installs.</param>
/// <param name="client">Reads the index's pages.</param>
public sealed class InstallVerification(PipRunner pip, PythonRunner python, PipDriver driver, HttpClient client)
{
    private const string ListInstalled =
        "import importlib.metadata as m, json; print(json.dumps([[d.metadata['Name'], d.version] for d in m.distributions()]))";

    /// <summary>The interpreter of the environment that is installed into.</summary>
    /// <param name="workFolder">The folder of the environments.</param>
    public static string EnvironmentIn(string workFolder) => Path.Combine(workFolder, "fresh", "bin", "python");

    /// <summary>Installs and checks.</summary>
    /// <param name="request">What to install, from where, and what must hold.</param>
    /// <param name="workFolder">An empty folder.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was installed, in order of name.</returns>
    /// <exception cref="ToolFailedException">pip or an import failed.</exception>
    /// <exception cref="InstallNotAsPublishedException">What is installed is not what the index publishes.</exception>
    public async Task<IReadOnlyList<InstalledDistribution>> RunAsync(
        InstallRequest request,
        string workFolder,
        CancellationToken cancellation
    )
    {
        var target = request.Target;
        var (installer, _) = driver.Open(target.Interpreter, workFolder, cancellation);
        var fresh = python.CreateVirtualEnvironment(
            target.Interpreter.Path,
            Path.Combine(workFolder, "fresh"),
            withPip: false,
            cancellation
        );
        var report = await InstallAsync(request, installer, fresh, workFolder, cancellation);
        var problems = new List<string>();
        if (target.IsInterpreter)
        {
            CheckConsistency(installer, fresh, cancellation);
            problems.AddRange(NotInReport(fresh, report, cancellation));
        }

        problems.AddRange(await NotAsPublishedAsync(request.IndexUrl, report, cancellation));
        if (request.NoLocalVersions)
        {
            problems.AddRange(
                report
                    .Items.Where(item => item.Version.Local is not null)
                    .Select(item => $"{item.Project} {item.Version}: a local version")
            );
        }

        if (problems.Count > 0)
        {
            throw new InstallNotAsPublishedException(problems, request.IndexUrl);
        }

        if (target.IsInterpreter)
        {
            Import(request.Imports, fresh, cancellation);
        }

        return
        [
            .. report
                .Items.OrderBy(item => item.Project.Value, StringComparer.Ordinal)
                .Select(item => new InstalledDistribution(item.Project, item.Version, item.FileName, item.Sha256!)),
        ];
    }

    /// <summary>Tells what installing and checking would run, where programs only tell their commands.</summary>
    /// <param name="interpreter">The interpreter.</param>
    /// <param name="target">What it is installed for; null for the interpreter itself.</param>
    /// <param name="indexUrl">The index as far as it is known.</param>
    /// <param name="roots">What a user asks for.</param>
    /// <param name="imports">Modules that must be importable.</param>
    /// <param name="workFolder">The folder of the environments.</param>
    internal void Tell(
        string interpreter,
        InstallTarget? target,
        string indexUrl,
        IEnumerable<string> roots,
        IReadOnlyList<string> imports,
        string workFolder
    )
    {
        var none = CancellationToken.None;
        python.TellInspect(interpreter);
        var installer = driver.Tell(interpreter, workFolder);
        var fresh = python.CreateVirtualEnvironment(interpreter, Path.Combine(workFolder, "fresh"), false, none);
        pip.Install(installer, Settings(target, indexUrl, fresh, workFolder), roots, none);
        if (target is null or { IsInterpreter: true })
        {
            CheckConsistency(installer, fresh, none);
            python.RunProgram(fresh, ListInstalled, none);
            Import(imports, fresh, none);
        }
    }

    private static string ReportIn(string workFolder) => Path.Combine(workFolder, "report.json");

    // What is for another Python or platform is put into a folder, as pip installs no such thing into an environment.
    private static PipSettings Settings(InstallTarget? target, string indexUrl, string fresh, string workFolder)
    {
        var isOwn = target is null or { IsInterpreter: true };
        return new PipSettings
        {
            Python = isOwn ? fresh : null,
            IndexUrl = indexUrl,
            NoCache = true,
            Report = ReportIn(workFolder),
            OnlyBinary = isOwn ? null : ":all:",
            PythonVersion = target?.PythonVersion,
            IgnoreRequiresPython = target?.IgnoresRequiresPython == true,
            Platforms = target?.Platforms ?? [],
            Target = isOwn ? null : Path.Combine(workFolder, "target"),
        };
    }

    private async Task<PipReport> InstallAsync(
        InstallRequest request,
        string installer,
        string fresh,
        string workFolder,
        CancellationToken cancellation
    )
    {
        var settings = Settings(request.Target, request.IndexUrl.OriginalString, fresh, workFolder);
        var result = pip.Install(installer, settings, request.Roots.Select(root => root.ToString()), cancellation);
        return result.ExitCode == 0
            ? PipReport.Read(ReportIn(workFolder))
            : throw new ToolFailedException(
                "pip install",
                result.Command,
                result.ExitCode,
                result.Output,
                await RefusalAsync(request.IndexUrl, cancellation)
                    ?? "users of this index meet the same: publish what is missing, or roll back"
            );
    }

    // pip takes an index that may not be read for one that has nothing. It knows the password of an address, which we do not send.
    private async Task<string?> RefusalAsync(Uri index, CancellationToken cancellation)
    {
        try
        {
            return index is { IsFile: false, UserInfo: "" }
                ? await PublicReading.RefusalAsync(client, index, "--channel", cancellation)
                : null;
        }
        catch (Exception error)
            when (error is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private void CheckConsistency(string installer, string fresh, CancellationToken cancellation)
    {
        var result = pip.Check(installer, new PipSettings { Python = fresh }, cancellation);
        if (result.ExitCode != 0)
        {
            throw new ToolFailedException(
                "pip check",
                result.Command,
                result.ExitCode,
                result.Output,
                "the metadata of the wheels named contradict each other: rebuild the one that is wrong"
            );
        }
    }

    private IEnumerable<string> NotInReport(string fresh, PipReport report, CancellationToken cancellation)
    {
        var result = python.RunProgram(fresh, ListInstalled, cancellation);
        var installed = JArray
            .Parse(string.Concat(result.StandardOutput))
            .Select(pair => (Project: ProjectName.Parse((string)pair[0]!), Version: (string)pair[1]!))
            .ToList();
        var reported = report.Items.Select(item => item.Project).ToHashSet();
        return installed
            .Where(distribution => !reported.Contains(distribution.Project))
            .Select(distribution => $"{distribution.Project} {distribution.Version}: installed, but not from the index")
            .Concat(
                reported
                    .Except(installed.Select(distribution => distribution.Project))
                    .Select(project => $"{project}: pip says it installed it, but it is not there")
            );
    }

    // What users meet is the page: the file's link, or its entry in a JSON page, must carry the hash of what was installed.
    private async Task<IReadOnlyList<string>> NotAsPublishedAsync(
        Uri indexUrl,
        PipReport report,
        CancellationToken cancellation
    )
    {
        var problems = new List<string>();
        foreach (var item in report.Items)
        {
            var page = new Uri(indexUrl, $"{item.Project}/");
            using var response = await client.GetAsync(page, cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                problems.Add($"{item.Project}: its page {page.AbsolutePath} answers {(int)response.StatusCode}");
                continue;
            }

            // What the index does not host itself it names by its whole URL.
            var isHosted = item.Url.Scheme == indexUrl.Scheme && item.Url.Authority == indexUrl.Authority;
            var name = isHosted ? Uri.EscapeDataString(item.FileName) : WebUtility.HtmlEncode(item.Url.AbsoluteUri);
            var links = await response.Content.ReadAsStringAsync(cancellation);
            var isNamed =
                links.Contains($"{name}#sha256={item.Sha256}\"", StringComparison.Ordinal)
                || (
                    links.Contains($"\"filename\": \"{item.FileName}\"", StringComparison.Ordinal)
                    && links.Contains($"\"sha256\": \"{item.Sha256}\"", StringComparison.Ordinal)
                );
            if (!isNamed)
            {
                problems.Add(
                    $"{item.FileName}: installed from {item.Url.Authority} with sha256 {item.Sha256}, which its page does not name"
                );
            }
        }

        return problems;
    }

    private void Import(IReadOnlyList<string> modules, string fresh, CancellationToken cancellation)
    {
        foreach (var module in modules)
        {
            var result = python.RunProgram(fresh, $"import {module}", cancellation);
            if (result.ExitCode != 0)
            {
                throw new ToolFailedException(
                    $"import {module}",
                    result.Command,
                    result.ExitCode,
                    result.Output,
                    "the wheel installs but does not work: look at the traceback for what it lacks"
                );
            }
        }
    }
}
