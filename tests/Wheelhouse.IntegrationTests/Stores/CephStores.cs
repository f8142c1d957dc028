namespace Wheelhouse.IntegrationTests.Stores;

public sealed class CephStores : S3StoreContract
{
    internal override Task<S3Server> ServerAsync() => S3Servers.CephAsync();
}
