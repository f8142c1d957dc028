namespace Wheelhouse.IntegrationTests.Stores;

public sealed class MotoStores : S3StoreContract
{
    internal override Task<S3Server> ServerAsync() => S3Servers.MotoAsync();
}
