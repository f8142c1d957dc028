using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Releases;

/// <summary>What an index has of a project.</summary>
public static class PublishedVersions
{
    private const int MostBytes = 1 << 28;

    /// <summary>
    /// The versions that were published, local labels such as <c>0.11.0+rocm7.1</c> included. A yanked one counts: it was
    /// published, and taken back on purpose.
    /// </summary>
    /// <param name="index">The index: a store seen through a channel.</param>
    /// <param name="project">The project.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WheelhouseException">The page cannot be read: it is not taken for absent.</exception>
    public static async Task<IReadOnlyList<PythonVersion>> OfAsync(
        IObjectStore index,
        ProjectName project,
        CancellationToken cancellation
    )
    {
        var key = IndexLayout.ProjectJson(project);
        await using var found = await index.GetAsync(key, cancellation);
        if (found is null)
        {
            return [];
        }

        var page = ProjectPageJson.Parse(
            await found.ReadBytesAsync(MostBytes, cancellation),
            $"{index.Location}: {key}"
        );
        return page.Versions;
    }
}
