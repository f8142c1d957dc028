namespace Wheelhouse.Index;

/// <summary>A folder that was given as a site holds something else.</summary>
/// <param name="folder">The folder.</param>
public sealed class NotASiteException(string folder)
    : WheelhouseException(
        $"\"{folder}\" is not a site: it has no {IndexLayout.RootJson}",
        folder,
        "Name the folder of a built site. To build one, name a folder that is new, empty or an older site, which is replaced."
    );
