using Wheelhouse.Storage.S3;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The contract with bodies as the SDK frames them for AWS, which Ceph's gateway does not understand and moto does.</summary>
public sealed class MotoStores : S3StoreContract
{
    internal override Task<S3Server> ServerAsync() => S3Servers.MotoAsync();

    internal override S3Settings SettingsOf(S3Server running) => running.Settings with { Bodies = S3Bodies.Sdk };
}
