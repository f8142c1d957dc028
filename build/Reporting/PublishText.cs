using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a publish will do, and what it did, for people.</summary>
public static class PublishText
{
    /// <summary>How much there is to do, and a row for each file and each page.</summary>
    /// <param name="plan">The plan.</param>
    public static IRenderable Of(PublishPlan plan)
    {
        if (plan.IsEmpty)
        {
            return Words.Of(plan.ToString());
        }

        var there = plan.Files.Count(file => file.State == PlannedFileState.Published);
        var rows = new Listing("", "what", "size>", "")
            .AddAll(
                plan.NewFiles.Select(file => new[] { "send", $"{file.File.FileName}", ByteSize.Format(file.Bytes), "" })
            )
            .AddAll(
                plan.ChangedPages.Select(page =>
                    new[]
                    {
                        "flip",
                        page.Project.Value,
                        "",
                        Line($"generation {page.PublishedGeneration} to {page.Generation}"),
                    }
                )
            )
            .AddAll(plan.RootKeys.Select(key => new[] { "then", key, "", "" }));
        foreach (var file in plan.RefusedFiles)
        {
            rows.Add(
                new Style(Color.Red),
                [
                    "REFUSED",
                    $"{file.File.FileName}",
                    "",
                    $"published with sha256 {file.PublishedSha256}, given with sha256 {file.File.Sha256}",
                ]
            );
        }

        return Words.Below(
            Words.Of(
                Line(
                    $"Publish {plan.Site.Folder} to {plan.Location}: {plan.NewFiles.Count()} files to send ({ByteSize.Format(plan.BytesToSend)}), {there} there already, {plan.ChangedPages.Count()} pages to change"
                )
            ),
            rows
        );
    }

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

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
