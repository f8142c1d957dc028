using System.Globalization;
using System.Text;

namespace Wheelhouse.Benchmarks.Measuring;

/// <summary>A line of the table.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Result">What was measured.</param>
/// <param name="Beside">What it was measured beside, with its own figure; empty where the claim stands alone.</param>
/// <param name="Value">The figure that the target speaks of.</param>
/// <param name="Target">What was to be reached; empty where nothing was promised.</param>
/// <param name="IsMet">Whether it was; null where nothing was promised.</param>
internal sealed record Row(string Work, string Result, string Beside, string Value, string Target, bool? IsMet)
{
    private static readonly string[] Headings = ["work", "Wheelhouse", "beside", "figure", "target", "met"];

    /// <summary>Seconds or milliseconds, three digits.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalSeconds >= 1
            ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
            : time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture) + " ms";

    public static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture) + "x";

    /// <summary>The rows as a Markdown table.</summary>
    public static string Table(IEnumerable<Row> rows)
    {
        var text = new StringBuilder();
        Line(Headings);
        Line(Headings.Select(_ => "---"));
        foreach (var row in rows)
        {
            Line(row.Cells);
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    public override string ToString() => string.Join(" · ", Cells.Where(cell => cell.Length > 0));

    private string[] Cells => [Work, Result, Beside, Value, Target, IsMet is { } met ? (met ? "yes" : "NO") : ""];
}
