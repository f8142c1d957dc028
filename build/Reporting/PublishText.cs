using System.Globalization;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a publish did, as a line for people.</summary>
public static class PublishText
{
    /// <summary>How much was sent and where.</summary>
    /// <param name="record">What the publish did.</param>
    public static string Of(PublishRecord record) =>
        record is { SentFiles: 0, Pages: 0 }
            ? $"nothing was sent: {record.Store} has everything already"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"sent {record.SentFiles} files ({ByteSize.Format(record.SentBytes)}), changed {record.Pages} pages: {record.Store}"
            );
}
