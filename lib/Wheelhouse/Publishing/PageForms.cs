namespace Wheelhouse.Publishing;

/// <summary>
/// All forms of a page: the JSON that is the truth and those made from it, in the order of writing. Where keys may end in a
/// slash, each page stands under the folder's key too, which a bucket's own address serves.
/// </summary>
/// <param name="Truth">The JSON page.</param>
/// <param name="Derived">The forms made from it.</param>
/// <param name="Parse">Reads the truth; its key is for errors.</param>
/// <param name="GenerationOf">The page's generation.</param>
internal sealed record PageForms<T>(
    PageForm<T> Truth,
    IReadOnlyList<PageForm<T>> Derived,
    Func<byte[], string, T> Parse,
    Func<T, long> GenerationOf
)
    where T : class
{
    public IEnumerable<string> Keys => Derived.Select(form => form.Key).Prepend(Truth.Key);

    /// <summary>The same forms below another key, which ends in a slash.</summary>
    public PageForms<T> Below(string prefix) =>
        this with
        {
            Truth = Truth with { Key = prefix + Truth.Key },
            Derived = [.. Derived.Select(form => form with { Key = prefix + form.Key })],
        };
}
