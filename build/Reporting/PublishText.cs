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
        var files = new Listing("", "file", "size>", "").AddAll(
            plan.NewFiles.OrderBy(file => file.File.FileName.Project.Value, StringComparer.Ordinal)
                .Select(file => new[] { "send", $"{file.File.FileName}", ByteSize.Format(file.Bytes), "" })
        );
        // A table of their own: beside long names of files their words would have no room.
        var pages = new Listing("", "page", "")
            .AddAll(
                plan.LeftBehind.Select(page => new[] { "repair", page.Project.Value, "left behind by an earlier run" })
            )
            .AddAll(
                plan.ChangedPages.Select(page =>
                    new[]
                    {
                        "change",
                        page.Project.Value,
                        Line($"generation {page.PublishedGeneration} to {page.Generation}"),
                    }
                )
            )
            .AddAll(plan.RootKeys.Select(key => new[] { "then", key, "" }));
        foreach (var finding in plan.Unmended)
        {
            pages.Add(
                new Style(Color.Yellow),
                ["WARNING", finding.Key, $"{finding.Detail}; Repair tells what can be done"]
            );
        }

        foreach (var file in plan.RefusedFiles)
        {
            files.Add(
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
                    $"Publish {plan.Site.Folder} to {plan.Location}: {Files(plan.WheelsToSend, plan.MetadataFilesToSend)} to send ({ByteSize.Format(plan.BytesToSend)}), {there} there already, {Counted.Of(plan.ChangedPages.Count(), "project page")} to change"
                )
            ),
            files,
            pages
        );
    }

    /// <summary>Wheels and their metadata files, counted apart.</summary>
    /// <param name="wheels">How many wheels.</param>
    /// <param name="metadataFiles">How many metadata files.</param>
    public static string Files(int wheels, int metadataFiles) =>
        $"{Counted.Of(wheels, "wheel")} and {Counted.Of(metadataFiles, "metadata file")}";

    /// <summary>What the new files of a plan cost to store for a month.</summary>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="price">What a GB costs for a month, in USD.</param>
    public static string MonthlyCost(long bytes, decimal price) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"storing {ByteSize.Format(bytes)} more costs {Amount(Cost(bytes, price))} USD a month, at {price} USD for a GB"
        );

    /// <summary>What bytes cost to store for a month.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="price">What a GB costs for a month, in USD.</param>
    public static decimal Cost(long bytes, decimal price) => bytes / 1_000_000_000m * price;

    /// <summary>How much was sent and where.</summary>
    /// <param name="record">What the publish did.</param>
    public static string Of(PublishRecord record) =>
        record.IsEmpty
            ? $"nothing was sent: {record.Store} has everything already"
            : $"sent {record.Sent}, changed {record.Changed}: {record.Store}";

    private static string Amount(decimal cost) =>
        cost is > 0 and < 0.01m ? "less than 0.01" : cost.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
