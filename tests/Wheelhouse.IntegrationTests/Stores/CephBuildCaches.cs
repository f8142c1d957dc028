using Wheelhouse.Storage;
using Wheelhouse.Tests.Caching;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The cache of builds in a bucket of the Ceph gateway.</summary>
public sealed class CephBuildCaches : BuildCacheContract
{
    protected override async Task<IObjectStore> MakeStoreAsync()
    {
        var server = await S3Servers.CephAsync();
        return S3Server.EmptyStore().Open(server.Settings);
    }
}
