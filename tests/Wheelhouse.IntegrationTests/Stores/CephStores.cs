namespace Wheelhouse.IntegrationTests.Stores;

public sealed class CephStores : S3StoreContract
{
    internal override async Task<S3Server> ServerAsync() => await S3Servers.CephAsync();
}
