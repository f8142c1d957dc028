namespace Wheelhouse.Build.Rehearsal;

/// <summary>A small wheel that stands in for a real one: same name, version, tags and dependencies, next to no content.</summary>
/// <param name="Name">The name as the real project writes it.</param>
/// <param name="Version">The version as the real build writes it.</param>
/// <param name="Tag">The compatibility tag of the file name.</param>
/// <param name="RequiresDist">Requirements, as in METADATA.</param>
/// <param name="Extras">Extras, as in METADATA.</param>
/// <param name="Files">Further files: path inside the wheel and text; `{data}` stands for the wheel's data folder.</param>
public sealed record StandIn(
    string Name,
    string Version,
    string Tag,
    IReadOnlyList<string> RequiresDist,
    IReadOnlyList<string> Extras,
    IReadOnlyDictionary<string, string> Files
)
{
    /// <summary>The name as file names spell it.</summary>
    public string Distribution => Name.Replace('-', '_');

    /// <summary>The name of the wheel.</summary>
    public string FileName => $"{Distribution}-{Version}-{Tag}.whl";
}
