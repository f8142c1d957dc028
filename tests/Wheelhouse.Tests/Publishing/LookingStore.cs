using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>
/// A store that looks whether something is under a key, and then writes whatever came meanwhile: two operations for what should
/// be one, as some gateways do where they complete a file in parts.
/// </summary>
internal sealed class LookingStore(IObjectStore store) : WatchedStore(store)
{
    public override async Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        if (!condition.RequiresAbsent || !key.EndsWith(".whl", StringComparison.Ordinal))
        {
            return await Store.PutAsync(key, content, options, condition, cancellationToken);
        }

        return await Store.HeadAsync(key, cancellationToken) is null
            ? await Store.PutAsync(key, content, options, PutCondition.None, cancellationToken)
            : PutResult.ConditionFailed;
    }

    protected override Task<T> RunAsync<T>(Func<Task<T>> run) => run();
}
