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

    /// <summary>What programs said.</summary>
    public string Logs => Path.Join(Root, "logs");

    /// <summary>The stand-ins of a rehearsal.</summary>
    public string Rehearsal => Path.Join(Root, "rehearsal");

    /// <summary>What the tests reported.</summary>
    public string TestResults => Path.Join(Root, "test-results");

    /// <summary>What the run did, as data.</summary>
    public string Report => Path.Join(Root, "report.json");

    /// <summary>Everything that a run writes here, and so all that may be removed again.</summary>
    public IReadOnlyList<string> All =>
        [Base, Vllm, Dependencies, Wheelhouse, Site, Store, Sources, Logs, Rehearsal, TestResults, Report];
}
