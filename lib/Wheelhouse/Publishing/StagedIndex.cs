using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>The pages of a site as they will be, in a place that nobody is told of.</summary>
internal sealed class StagedIndex
{
    private readonly IObjectStore store;
    private readonly PublisherOptions options;
    private readonly ConcurrentBag<string> keys = [];

    public StagedIndex(IObjectStore store, PublisherOptions options, RunId run)
    {
        (this.store, this.options) = (store, options);
        Root = $"{IndexLayout.Staging}{run}/";
    }

    /// <summary>The key that all of it stands below.</summary>
    public string Root { get; }

    /// <summary>Writes the pages, lets them be tried, and removes them again, whatever came of it.</summary>
    /// <exception cref="StagedPagesLeftException">They could not be removed.</exception>
    public async Task TryAsync(Site site, InstallGate gate, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(site, cancellationToken);
            await gate(site, options.Channel.Root + Root, cancellationToken);
        }
        catch (Exception failure)
        {
            await RemoveAsync(failure);
            throw;
        }

        await RemoveAsync(failure: null);
    }

    // A trial reads pages by their files' names: the keys that end in a slash would double what is written and removed.
    private async Task WriteAsync(Site site, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            site.Pages,
            Bounds(cancellationToken),
            async (additions, token) =>
            {
                var forms = IndexPages.OfProject(additions.Name, keysEndInSlash: false);
                var published = await new PageFlip<ProjectPage>(store, forms, options).ReadAsync(token);
                await WriteAsync(forms.Below(Root), (published?.Merge(additions) ?? additions).Moved(Root), token);
            }
        );
        await WriteAsync(IndexPages.OfRoot(keysEndInSlash: false).Below(Root), site.Root, cancellationToken);
    }

    private async Task WriteAsync<T>(PageForms<T> forms, T page, CancellationToken cancellationToken)
        where T : class
    {
        foreach (var form in forms.Derived.Prepend(forms.Truth))
        {
            keys.Add(form.Key);
            var content = ObjectContent.FromBytes(form.Render(page));
            await store.PutAsync(form.Key, content, form.Options, PutCondition.None, cancellationToken);
        }
    }

    // Whoever stopped the run does not want the pages to stay.
    private async Task RemoveAsync(Exception? failure)
    {
        try
        {
            await Parallel.ForEachAsync(
                keys,
                Bounds(CancellationToken.None),
                async (key, token) => await store.DeleteAsync(key, token)
            );
        }
        catch (WheelhouseException error)
        {
            throw new StagedPagesLeftException(Root, store.Location, failure, error);
        }
    }

    private ParallelOptions Bounds(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = options.ParallelTransfers, CancellationToken = cancellationToken };
}
