using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>One of the forms in which a page stands in a store.</summary>
/// <param name="Key">Where it stands.</param>
/// <param name="Options">What it is served with.</param>
/// <param name="Render">The form's bytes.</param>
/// <param name="GenerationOf">The generation that bytes found under the key were made from; 0 when they are not ours.</param>
internal sealed record PageForm<T>(
    string Key,
    ObjectOptions Options,
    Func<T, byte[]> Render,
    Func<byte[], string, long> GenerationOf
);
