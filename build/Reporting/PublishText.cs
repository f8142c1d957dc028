using System.Globalization;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a publish did, as a line for people.</summary>
public static class PublishText
{
    /// <summary>What the new files of a plan cost to store for a month.</summary>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="price">What a GB costs for a month.</param>
    public static string MonthlyCost(long bytes, decimal price) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"storing {ByteSize.Format(bytes)} more costs {Cost(bytes, price):0.00} a month, at {price} for a GB"
        );

    /// <summary>What bytes cost to store for a month.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="price">What a GB costs for a month.</param>
    public static decimal Cost(long bytes, decimal price) => bytes / 1_000_000_000m * price;

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
