using System.Text;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A fixture that publishes small sites.</summary>
public abstract class PublishingFixture : TestFolder
{
    private protected override bool IsSmall => true;

    /// <summary>A release: vllm needs torch needs triton, each pinned to the release's version.</summary>
    internal Task<string> ReleaseAsync(string version, params TestWheel[] more) =>
        TestSite.BuildAsync(
            Folder,
            [
                TestWheel.Of("vllm", version, $"torch=={version}", $"triton=={version}"),
                TestWheel.Of("torch", version, $"triton=={version}"),
                TestWheel.Of("triton", version),
                .. more,
            ]
        );

    internal static async Task<PublishResult> PublishAsync(IObjectStore store, string site, TimeProvider? time = null)
    {
        var options = new PublisherOptions
        {
            ConflictPause = TimeSpan.FromMilliseconds(1),
            Time = time ?? TimeProvider.System,
        };
        var publisher = new Publisher(store, options);
        return await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }

    /// <summary>Deletes a project's page in all its JSON forms.</summary>
    internal static async Task DeletePageAsync(IObjectStore store, string project)
    {
        await foreach (var row in store.ListAsync($"simple-json/{project}/", default))
        {
            await store.DeleteAsync(row.Key, default);
        }
    }

    internal static async Task<string> TextAsync(IObjectStore store, string key)
    {
        await using var found = await store.GetAsync(key, default);
        return Encoding.UTF8.GetString(await found!.ReadBytesAsync(1 << 20, default));
    }

    internal static Task<PutResult> PutAsync(IObjectStore store, string key, string text, string? type = null) =>
        store.PutAsync(
            key,
            ObjectContent.FromBytes(Encoding.UTF8.GetBytes(text)),
            new ObjectOptions(
                type
                    ?? (
                        key.StartsWith("simple-json/", StringComparison.Ordinal)
                            ? "application/vnd.pypi.simple.v1+json"
                            : "text/html"
                    )
            ),
            PutCondition.None,
            default
        );
}
