using Wheelhouse.Storage.S3;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The contract by each way that bodies travel, which moto understands both.</summary>
[TestFixture(S3Bodies.Plain)]
[TestFixture(S3Bodies.Sdk)]
public sealed class MotoStores(S3Bodies bodies) : S3StoreContract
{
    internal override Task<S3Server> ServerAsync() => S3Servers.MotoAsync();

    internal override S3Settings SettingsOf(S3Server running) => running.Settings with { Bodies = bodies };
}
