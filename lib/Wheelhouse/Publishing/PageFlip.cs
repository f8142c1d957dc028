using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>Changes one page in a store, all its forms, however many publishers do so at once.</summary>
/// <param name="store">The store.</param>
/// <param name="forms">The page's forms.</param>
/// <param name="options">How patiently.</param>
/// <param name="keep">Given the truth's bytes before they are replaced; null where nobody keeps them.</param>
internal sealed class PageFlip<T>(
    IObjectStore store,
    PageForms<T> forms,
    PublisherOptions options,
    Func<byte[], CancellationToken, Task>? keep = null
)
    where T : class
{
    // A project with 10,000 files has a page of some 6 MB.
    private const int MostBytes = 1 << 28;

    private readonly List<string> written = [];

    /// <summary>
    /// Whether no form was there when somebody looked: then each is written where there still is none, and only what stands
    /// in the way is read.
    /// </summary>
    public bool IsNew { get; init; }

    /// <summary>
    /// Whether a truth that cannot be read counts as absent, and is replaced just as it was found. One that has a JSON page's
    /// <c>meta</c> does not: a newer program may have written it.
    /// </summary>
    public bool ReplacesDamaged { get; init; }

    /// <summary>The keys that were written, in this order.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>How often another publisher was faster.</summary>
    public int Conflicts { get; private set; }

    /// <summary>The page that was replaced; null where there was none, or nothing was replaced.</summary>
    public T? Before { get; private set; }

    /// <summary>The page that replaced it; null where the truth was as it should be.</summary>
    public T? After { get; private set; }

    /// <summary>The published page, or null when there is none yet.</summary>
    public async Task<T?> ReadAsync(CancellationToken cancellationToken) =>
        (await ReadTruthAsync(cancellationToken))?.Page;

    /// <summary>The forms that are there, whether the truth is or not, each with the generation that it was made from.</summary>
    /// <exception cref="ForeignPageException">One of them is not ours.</exception>
    public async Task<IReadOnlyList<(string Key, byte[] Bytes, long Generation)>> ReadLeftAsync(
        CancellationToken cancellationToken
    )
    {
        var left = new List<(string, byte[], long)>();
        foreach (var (form, found) in await ReadDerivedAsync(cancellationToken))
        {
            if (found is { Generation: 0 })
            {
                throw new ForeignPageException(form.Key, forms.Truth.Key, store.Location);
            }

            if (found is not null)
            {
                left.Add((form.Key, found.Bytes, found.Generation));
            }
        }

        return left;
    }

    /// <summary>The forms that do not show a page yet.</summary>
    /// <exception cref="ForeignPageException">One of them is there and not ours, or is there without the truth.</exception>
    public async Task<IReadOnlyList<string>> StaleKeysAsync(T? published, T page, CancellationToken cancellationToken)
    {
        if (published is not null && !ReferenceEquals(published, page))
        {
            return [.. forms.Keys];
        }

        var stale = new List<string>();
        foreach (var (form, found) in await ReadDerivedAsync(cancellationToken))
        {
            if (found is not null && await IsForeignAsync(found, published, cancellationToken))
            {
                throw new ForeignPageException(form.Key, forms.Truth.Key, store.Location);
            }

            if (found is null || !found.Bytes.AsSpan().SequenceEqual(form.Render(page)))
            {
                stale.Add(form.Key);
            }
        }

        return published is null ? [forms.Truth.Key, .. stale] : stale;
    }

    /// <summary>Merges into the truth, then brings every form made from it up to the truth; gives the page as it then is.</summary>
    /// <param name="merge">The published page (null when there is none) to the page that should be; the same page for no change.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    public async Task<T> FlipAsync(Func<T?, T> merge, CancellationToken cancellationToken)
    {
        if (IsNew && await TryCreateAsync(merge(null), cancellationToken) is { } created)
        {
            return created;
        }

        await RepeatAsync(forms.Truth.Key, () => TryFlipTruthAsync(merge, cancellationToken), cancellationToken);
        return await RepeatAsync(forms.Truth.Key, () => TryDeriveAsync(cancellationToken), cancellationToken);
    }

    // Where the truth was absent it is read again: another publisher may have written both since.
    private async Task<bool> IsForeignAsync(PublishedForm form, T? published, CancellationToken cancellationToken) =>
        form.Generation == 0 || (published is null && await ReadTruthAsync(cancellationToken) is null);

    private async Task<T?> TryFlipTruthAsync(Func<T?, T> merge, CancellationToken cancellationToken)
    {
        var published = await ReadTruthAsync(cancellationToken);
        var page = merge(published?.Page);
        if (ReferenceEquals(page, published?.Page))
        {
            return page;
        }

        if (published?.Page is not null && keep is not null)
        {
            await keep(published.Bytes, cancellationToken);
        }

        if (!await TryWriteAsync(forms.Truth, page, published?.ETag, cancellationToken))
        {
            return null;
        }

        (Before, After) = (After is null ? published?.Page : Before, page);
        return page;
    }

    // What this writes is no older than the truth is: whoever makes that grow meanwhile changes the forms too, by writes that
    // come before these, which then fail, or after them.
    private async Task<T?> TryCreateAsync(T page, CancellationToken cancellationToken)
    {
        if (!await TryWriteAsync(forms.Truth, page, eTag: null, cancellationToken))
        {
            Conflicts++;
            return null;
        }

        After = page;
        var complete = true;
        foreach (var form in forms.Derived)
        {
            complete &= await TryWriteAsync(form, page, eTag: null, cancellationToken);
        }

        return complete ? page : null;
    }

    // A form is read before the truth. The truth is always written before the form, so it cannot be older than the form
    // unless it went back; and if it grows after it was read here, whoever made it grow changes the form too, by a write
    // that either comes before ours, which then fails, or comes after it.
    private async Task<T?> TryDeriveAsync(CancellationToken cancellationToken)
    {
        var found = await ReadDerivedAsync(cancellationToken);
        var truth = await ReadTruthAsync(cancellationToken);
        var complete = true;
        foreach (var (form, published) in found)
        {
            var page = CheckAge(form, published, truth?.Page);
            complete &=
                published?.Bytes.AsSpan().SequenceEqual(form.Render(page)) == true
                || await TryWriteAsync(form, page, published?.ETag, cancellationToken);
        }

        return complete ? truth?.Page : null;
    }

    // The truth that a form may be made from.
    private T CheckAge(PageForm<T> form, PublishedForm? published, T? truth)
    {
        if (published is { Generation: 0 } || truth is null)
        {
            throw new ForeignPageException(form.Key, forms.Truth.Key, store.Location);
        }

        var generation = forms.GenerationOf(truth);
        return published?.Generation > generation
            ? throw new PageGenerationException(
                form.Key,
                published.Generation,
                forms.Truth.Key,
                generation,
                store.Location
            )
            : truth;
    }

    private async Task<bool> TryWriteAsync(PageForm<T> form, T page, string? eTag, CancellationToken cancellationToken)
    {
        var condition = eTag is null ? PutCondition.IfAbsent : PutCondition.IfMatch(eTag);
        var content = ObjectContent.FromBytes(form.Render(page));
        var result = await store.PutAsync(form.Key, content, form.Options, condition, cancellationToken);
        if (result.IsWritten)
        {
            written.Add(form.Key);
        }

        return result.IsWritten;
    }

    [SuppressMessage("Security", "CA5394", Justification = "The jitter of a wait guards nothing.")]
    private async Task<T> RepeatAsync(string key, Func<Task<T?>> attempt, CancellationToken cancellationToken)
    {
        for (var lost = 0; lost <= options.MostConflicts; lost++)
        {
            if (await attempt() is { } page)
            {
                return page;
            }

            Conflicts++;
            var longest = options.ConflictPause * Math.Pow(2, Math.Min(lost, 6));
            await Task.Delay(longest * options.Random.NextDouble(), options.Time, cancellationToken);
        }

        throw new ContendedKeyException(key, options.MostConflicts + 1, store.Location);
    }

    private async Task<PublishedTruth?> ReadTruthAsync(CancellationToken cancellationToken)
    {
        await using var found = await store.GetAsync(forms.Truth.Key, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var bytes = await found.ReadBytesAsync(MostBytes, cancellationToken);
        return new PublishedTruth(bytes, ParseTruth(found.Head, bytes), found.Head.ETag);
    }

    private T? ParseTruth(ObjectHead head, byte[] bytes)
    {
        try
        {
            CheckType(forms.Truth, head);
            return forms.Parse(bytes, $"{store.Location}: {forms.Truth.Key}");
        }
        catch (InvalidIndexPageException) when (ReplacesDamaged && !PageMeta.IsIn(bytes))
        {
            return null;
        }
    }

    private async Task<IEnumerable<(PageForm<T> Form, PublishedForm? Found)>> ReadDerivedAsync(
        CancellationToken cancellationToken
    ) => forms.Derived.Zip(await Task.WhenAll(forms.Derived.Select(form => ReadFormAsync(form, cancellationToken))));

    private async Task<PublishedForm?> ReadFormAsync(PageForm<T> form, CancellationToken cancellationToken)
    {
        await using var found = await store.GetAsync(form.Key, cancellationToken);
        if (found is null)
        {
            return null;
        }

        CheckType(form, found.Head);
        var bytes = await found.ReadBytesAsync(MostBytes, cancellationToken);
        return new PublishedForm(bytes, form.GenerationOf(bytes, $"{store.Location}: {form.Key}"), found.Head.ETag);
    }

    // Whatever answers in the store's place, a page to sign in on say, is not what was stored.
    private void CheckType(PageForm<T> form, ObjectHead head)
    {
        if (store.KeepsOptions && MediaType(head.ContentType) != MediaType(form.Options.ContentType))
        {
            var problem = $"it came as \"{head.ContentType}\" and is stored as \"{form.Options.ContentType}\"";
            throw new InvalidIndexPageException([problem], $"{store.Location}: {form.Key}");
        }
    }

    private static string? MediaType(string? contentType) => contentType?.Split(';')[0].Trim();

    private sealed record PublishedTruth(byte[] Bytes, T? Page, string ETag);

    private sealed record PublishedForm(byte[] Bytes, long Generation, string ETag);
}
