using Wheelhouse.Index;

namespace Wheelhouse.Publishing;

/// <summary>
/// Tries an index before users see it, and throws when it does not work: the publish then ends with that error, and no
/// page was changed.
/// </summary>
/// <param name="site">What is to be published.</param>
/// <param name="root">
/// The key that the index stands below, such as <c>staging/20261231T235959Z-1f2e3d/</c>, with the channel's name before it:
/// <c>simple/</c> and <c>simple-json/</c> with the pages of all projects of the site as they will be, naming the files where
/// they already are. Projects that the site does not have stand where they always do.
/// </param>
/// <param name="cancellationToken">Stops the trial.</param>
public delegate Task InstallGate(Site site, string root, CancellationToken cancellationToken);
