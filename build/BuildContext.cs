using Cake.Core;
using Cake.Frosting;
using Spectre.Console.Rendering;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tasks;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build;

/// <summary>
/// What every task is given. Making it reads and checks the whole command line, in every mode of the host: also
/// <c>--tree</c> refuses what it does not know.
/// </summary>
public sealed class BuildContext : FrostingContext
{
    private const string StandInRecipe = "stand-in";

    private readonly RunOutcome outcome;
    private readonly PipelineConsole console;
    private readonly Lazy<Recipe?> recipe;
    private ResolvedRelease? release;
    private TaskProduct? made;

    /// <summary>Reads and checks what the run was asked for.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="commandLine">What Cake does not hand on of the command line.</param>
    /// <param name="stop">Says when to stop.</param>
    /// <param name="outcome">What the program must know in the end.</param>
    /// <param name="console">Where lines and data are written.</param>
    /// <param name="tasks">The tasks there are.</param>
    /// <exception cref="RefusedArgumentsException">Something is wrong with the command line or the settings.</exception>
    public BuildContext(
        ICakeContext context,
        CommandLine commandLine,
        StopSignals stop,
        RunOutcome outcome,
        PipelineConsole console,
        IEnumerable<IFrostingTask> tasks
    )
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(commandLine);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(console);
        this.outcome = outcome;
        this.console = console;
        Cancellation = stop.Token;
        IsExclusive = commandLine.IsExclusive;
        Repository = RepositoryRoot.Above(AppContext.BaseDirectory);
        Tasks =
        [
            .. tasks.Select(task => TaskSummary.Of(task.GetType())).OrderBy(task => task.Name, StringComparer.Ordinal),
        ];
        Server = BuildServer.Of(context, console);
        Options = ReadOptions(commandLine);
        Artifacts = new ArtifactFolders(Options.Artifacts);
        recipe = new Lazy<Recipe?>(ReadRecipe);
        console.KeepsOutputForData =
            Options.Json
            || Arguments.GetArguments("target").Contains(Completion.Name, StringComparer.OrdinalIgnoreCase);
        KeepSecrets();
        outcome.AcceptArguments();
    }

    /// <summary>What the run was asked for.</summary>
    public Options Options { get; }

    /// <summary>Whether only the named targets run, from what earlier runs left.</summary>
    public bool IsExclusive { get; }

    /// <summary>The recipe, with what the run asks for instead; null when nothing is built. It is read when first asked for.</summary>
    /// <exception cref="RecipeNotFoundException">It is not there.</exception>
    /// <exception cref="RecipeException">Something is wrong with it.</exception>
    public Recipe? Recipe => recipe.Value;

    /// <summary>What is released: as resolved in this run, else as recorded by an earlier one.</summary>
    /// <exception cref="InputNotReadyException">Nothing is recorded.</exception>
    public ResolvedRelease Release => release ??= ResolvedRelease.Read(Artifacts.ResolvedRelease);

    /// <summary>Says what is released; a plan, which records nothing, goes on with it too.</summary>
    /// <param name="resolved">What is released.</param>
    public void Resolve(ResolvedRelease resolved) => release = resolved;

    /// <summary>What lies where under the folder of artifacts.</summary>
    public ArtifactFolders Artifacts { get; }

    /// <summary>The repository's folder.</summary>
    public string Repository { get; }

    /// <summary>The tasks there are, by name.</summary>
    public IReadOnlyList<TaskSummary> Tasks { get; }

    /// <summary>The build server that the run is part of.</summary>
    public BuildServer Server { get; }

    /// <summary>The tasks that ended so far.</summary>
    public IList<TaskRun> TaskRuns { get; } = [];

    /// <summary>Whether a task of a release ran.</summary>
    public bool RanPartOfRelease
    {
        get
        {
            var parts = TaskSummary.WithAllBefore("Release", Tasks);
            return TaskRuns.Any(run => parts.Contains(run.Name));
        }
    }

    /// <summary>When the run began.</summary>
    public DateTimeOffset Began { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Cancelled by the first Ctrl-C or SIGTERM.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Notes what the task that runs just now made, for the report of the run.</summary>
    /// <param name="product">What it made; told again, the last one counts.</param>
    public void Make(TaskProduct product) => made = product;

    /// <summary>What the task that just ended made; null where it told nothing.</summary>
    public TaskProduct? TakeProduct()
    {
        (var product, made) = (made, null);
        return product;
    }

    /// <summary>
    /// Tells the reader something, line by line, secrets in URLs masked and control characters spelled out; to standard error
    /// under <c>--json</c>.
    /// </summary>
    /// <param name="text">One or more lines.</param>
    public void Report(string text) => console.WriteLine("{0}", Words.Visible(text));

    /// <summary>Tells the reader what comes next, below the table of tasks that the run ends with.</summary>
    /// <param name="text">One or more lines.</param>
    public void ReportLast(string text) => LastWords = text;

    /// <summary>What is told below the table of tasks; null for nothing.</summary>
    public string? LastWords { get; private set; }

    /// <summary>Tells the reader on standard error of something that went wrong and does not fail the run.</summary>
    /// <param name="text">One line.</param>
    public void Warn(string text) => console.WriteErrorLine("{0}", "WARNING: " + Words.Visible(text));

    /// <summary>Shows the reader a table, a tree or lines, drawn on a terminal and plain elsewhere.</summary>
    /// <param name="view">The view.</param>
    public void Report(IRenderable view) => console.WriteLine(view);

    /// <summary>Writes data for another program to standard output, secrets in URLs masked.</summary>
    /// <param name="data">The data, such as JSON; a line end is added.</param>
    public void WriteData(string data) => console.WriteData(data);

    /// <summary>Publishes, and shows how far it is.</summary>
    /// <param name="work">The work, which tells how far it is.</param>
    /// <returns>What the work came to.</returns>
    public Task<T> ShowProgressAsync<T>(Func<IProgress<PublishProgress>, Task<T>> work) =>
        console.DrawAsync(terminal => TransferProgress.ShowAsync(terminal, Report, work));

    /// <summary>Says what the very last line on standard output will be, after all else.</summary>
    /// <param name="line">The line.</param>
    public void CloseWith(string line) => outcome.ClosingLine = line;

    private Options ReadOptions(CommandLine commandLine)
    {
        var working = Environment.WorkingDirectory.FullPath;
        try
        {
            return OptionsReader.Read(
                Arguments,
                Environment,
                Configuration,
                new StartFolders(commandLine.NamesWorkingFolder ? working : commandLine.Caller, working, Repository),
                [.. Tasks.Select(task => task.Name)]
            );
        }
        catch (RefusedArgumentsException error)
        {
            // Nothing is torn down that was not set up: this is said here or not at all.
            FailureNotice.Show(Server, string.Join(", ", Arguments.GetArguments("target")), error, Repository);
            throw;
        }
    }

    // From here on the address is hidden wherever it stands, and programs that run code of others do not have it.
    private void KeepSecrets()
    {
        if (Options.NotifyUrl is not { } url)
        {
            return;
        }

        Secrets.Keep(url.OriginalString, url.AbsoluteUri, url.PathAndQuery, url.Segments[^1]);
        var notifyUrl = OptionTable.Get("notify-url");
        foreach (
            var variable in Environment.GetEnvironmentVariables().Keys.Where(notifyUrl.IsEnvironmentVariable).ToList()
        )
        {
            System.Environment.SetEnvironmentVariable(variable, null);
        }
    }

    // A rehearsal builds from the repository that it makes.
    private Recipe? ReadRecipe()
    {
        var folder = Path.Join(Repository, "build", "recipes");
        if (!Options.Docker)
        {
            return Options.Recipe is { } name ? RecipeReader.Open(name, folder).With(Options) : null;
        }

        var standIn = RecipeReader.Open(StandInRecipe, folder).With(Options);
        return standIn with { Source = standIn.Source with { Repository = Artifacts.RehearsalRepository } };
    }
}
