using System.Globalization;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>The pages of a site as they will be, in a place that nobody is told of.</summary>
internal sealed class StagedIndex
{
    private readonly IObjectStore store;
    private readonly PublisherOptions options;
    private readonly List<string> keys = [];

    public StagedIndex(IObjectStore store, PublisherOptions options)
    {
        (this.store, this.options) = (store, options);
        var run = options.Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Root = IndexLayout.Staging + $"{run}-{Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture)[..6]}/";
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
            await gate(Root, cancellationToken);
        }
        catch (Exception failure)
        {
            await RemoveAsync(failure);
            throw;
        }

        await RemoveAsync(failure: null);
    }

    private async Task WriteAsync(Site site, CancellationToken cancellationToken)
    {
        foreach (var additions in site.Pages)
        {
            var forms = IndexPages.OfProject(additions.Name, store.HasKeysEndingInSlash);
            var published = await new PageFlip<ProjectPage>(store, forms, options).ReadAsync(cancellationToken);
            await WriteAsync(forms, (published?.Merge(additions) ?? additions).Moved(Root), cancellationToken);
        }

        await WriteAsync(IndexPages.OfRoot(store.HasKeysEndingInSlash), site.Root, cancellationToken);
    }

    private async Task WriteAsync<T>(PageForms<T> forms, T page, CancellationToken cancellationToken)
        where T : class
    {
        foreach (var form in forms.Derived.Prepend(forms.Truth))
        {
            var key = Root + form.Key;
            keys.Add(key);
            var content = ObjectContent.FromBytes(form.Render(page));
            await store.PutAsync(key, content, form.Options, PutCondition.None, cancellationToken);
        }
    }

    // Whoever stopped the run does not want the pages to stay.
    private async Task RemoveAsync(Exception? failure)
    {
        try
        {
            foreach (var key in keys)
            {
                await store.DeleteAsync(key, CancellationToken.None);
            }
        }
        catch (WheelhouseException error)
        {
            throw new StagedPagesLeftException(Root, store.Location, failure, error);
        }
    }
}
