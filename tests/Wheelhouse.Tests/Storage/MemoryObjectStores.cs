using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

public sealed class MemoryObjectStores : ObjectStoreContract
{
    private MemoryObjectStore store = new();

    protected override Task<IObjectStore> MakeStoreAsync()
    {
        store = new MemoryObjectStore();
        return Task.FromResult<IObjectStore>(store);
    }

    protected override IObjectStore AnotherClient() => store;
}
