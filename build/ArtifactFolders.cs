using Wheelhouse.Closure;

namespace Wheelhouse.Build;

/// <summary>What lies where under a run's folder of artifacts; all paths are absolute.</summary>
/// <param name="Root">The folder itself.</param>
public sealed record ArtifactFolders(string Root)
{
    /// <summary>The base wheels.</summary>
    public string Base => Path.Join(Root, "base");

    /// <summary>The vLLM wheel.</summary>
    public string Vllm => Path.Join(Root, "vllm");

    /// <summary>What the wheels of the set require from elsewhere.</summary>
    public string Dependencies => Path.Join(Root, "dependencies");

    /// <summary>The closed set of a release.</summary>
    public string Wheelhouse => Path.Join(Root, "wheelhouse");

    /// <summary>The static index over the wheelhouse.</summary>
    public string Site => Path.Join(Root, "site");

    /// <summary>The store of the machine itself, unless another is named.</summary>
    public string Store => Path.Join(Root, "store");

    /// <summary>Sources checked out to build from.</summary>
    public string Sources => Path.Join(Root, "src");

    /// <summary>The checkout of what is released.</summary>
    public string Checkout => Path.Join(Sources, "vllm");

    /// <summary>What is released, down to its commit, as data.</summary>
    public string ResolvedRelease => Path.Join(Sources, "release.json");

    /// <summary>What programs said.</summary>
    public string Logs => Path.Join(Root, "logs");

    /// <summary>The stand-ins of a rehearsal.</summary>
    public string Rehearsal => Path.Join(Root, "rehearsal");

    /// <summary>The base wheels of a rehearsal.</summary>
    public string RehearsalBase => Path.Join(Rehearsal, "base");

    /// <summary>The vLLM wheel of a rehearsal.</summary>
    public string RehearsalVllm => Path.Join(Rehearsal, "vllm");

    /// <summary>The repository that a rehearsal with Docker builds from.</summary>
    public string RehearsalRepository => Path.Join(Rehearsal, "repository");

    /// <summary>What a rehearsal has in place of an index.</summary>
    public string RehearsalLinks => Path.Join(Rehearsal, "links");

    /// <summary>The environments whose pip resolves and installs, one for each interpreter.</summary>
    public string Environments => Path.Join(Root, "environments");

    /// <summary>What a task needs while it runs: environments, downloads.</summary>
    public string Work => Path.Join(Root, "work");

    /// <summary>What the last publish did, as data.</summary>
    public string PublishRecord => Path.Join(Root, "publish.json");

    /// <summary>What an installation takes, as data that installers read.</summary>
    public string Lock => Path.Join(Root, PyLock.FileName);

    /// <summary>What the tests reported.</summary>
    public string TestResults => Path.Join(Root, "test-results");

    /// <summary>The library as a NuGet package.</summary>
    public string Packages => Path.Join(Root, "packages");

    /// <summary>What benchmarks measure with while they run.</summary>
    public string Benchmarks => Path.Join(Root, "benchmarks");

    /// <summary>What the run did, as data.</summary>
    public string Report => Path.Join(Root, "report.json");

    /// <summary>What became of the last run of a release, as data.</summary>
    public string Outcome => Path.Join(Root, "outcome.json");

    /// <summary>Everything that a run writes here, and so all that may be removed again.</summary>
    public IReadOnlyList<string> All =>
        [
            Base,
            Vllm,
            Dependencies,
            Wheelhouse,
            Site,
            Store,
            Sources,
            Logs,
            Rehearsal,
            Environments,
            Work,
            TestResults,
            Packages,
            Benchmarks,
            PublishRecord,
            Lock,
            Report,
            Outcome,
        ];
}
