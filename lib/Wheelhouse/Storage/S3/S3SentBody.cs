using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Util;

namespace Wheelhouse.Storage.S3;

/// <summary>A body that is sent, with its SHA-256 as it was found when the bytes were read.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="sha256">Their SHA-256; null where nobody computed it.</param>
internal sealed class S3SentBody(ArraySegment<byte> bytes, string? sha256)
    : MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
{
    private string? Sha256 { get; } = sha256;

    /// <summary>
    /// Signs a plain body by the SHA-256 that is known, where the SDK would read the whole body again for it. The store
    /// computes it from the bytes that arrive, and refuses others.
    /// </summary>
    internal sealed class Handler : PipelineHandler
    {
        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext.Request;
            if (
                request.ContentStream is { } stream
                && WrapperStream.SearchWrappedStream(stream, found => found is S3SentBody) is S3SentBody body
            )
            {
                request.PrecomputedContentSha256 = body.Sha256;
            }

            return base.InvokeAsync<T>(executionContext);
        }
    }
}
