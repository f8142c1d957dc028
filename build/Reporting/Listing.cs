using Spectre.Console;
using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// A table. On a terminal the last cell of a row is broken where it is long, and a table too wide for its lines is drawn without them;
/// in a log each row is a line, columns two blanks apart, and there is no head, so that lines can be searched and compared.
/// </summary>
/// <param name="columns">The heads of the columns; one that ends in <c>&gt;</c> is of numbers, which stand to the right and stay with their units.</param>
public sealed class Listing(params string[] columns) : View
{
    private const int Indent = 2;
    private const int Gap = 2;
    private const int GapOfLines = 3;
    private const int RoomForText = 24;

    private readonly List<(Style Style, string[] Cells)> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A text for each column.</param>
    public Listing Add(params string[] cells) => Add(Style.Plain, cells);

    /// <summary>Adds a row whose first cell looks special on a terminal.</summary>
    /// <param name="style">How it looks.</param>
    /// <param name="cells">A text for each column.</param>
    public Listing Add(Style style, string[] cells)
    {
        rows.Add((style, cells));
        return this;
    }

    /// <summary>Adds many rows.</summary>
    /// <param name="cells">For each row a text for each column.</param>
    public Listing AddAll(IEnumerable<string[]> cells)
    {
        rows.AddRange(cells.Select(row => (Style.Plain, row)));
        return this;
    }

    /// <inheritdoc/>
    protected override IRenderable Build(RenderOptions options, int maxWidth)
    {
        // A column that no row fills would be a gap in a log.
        int[] filled =
        [
            .. Enumerable.Range(0, columns.Length).Where(index => rows.Exists(row => row.Cells[index].Length > 0)),
        ];
        if (filled.Length == 0)
        {
            return new Rows();
        }

        if (!options.Ansi)
        {
            return Plain(filled, hasHead: false);
        }

        var cells = WidthOfCells(options, filled);
        return cells + (GapOfLines * filled.Length) <= maxWidth ? Table(filled, TableBorder.Simple, hasHead: true)
            : Indent + cells + (Gap * (filled.Length - 1)) <= maxWidth ? Plain(filled, hasHead: true)
            : Words.Below(
                rows.Select(row =>
                    Words.InOneLine(
                        new string(' ', Indent)
                            + string.Join("  ", filled.Select(index => row.Cells[index]).Where(cell => cell.Length > 0))
                    )
                )
            );
    }

    // Broken into pieces no cell is readable but the last one, so where even that has no room there is no table.
    private int WidthOfCells(RenderOptions options, int[] filled) =>
        filled.Sum(index =>
        {
            var cells = rows.Select(row => Words.InOneLine(row.Cells[index])).Append(new Text(Head(index)));
            var widest = cells.Max(cell => ((IRenderable)cell).Measure(options, int.MaxValue).Max);
            return index == filled[^1] && !IsOfNumbers(index) ? Math.Min(widest, RoomForText) : widest;
        });

    private Padder Plain(int[] filled, bool hasHead) =>
        new(Table(filled, TableBorder.None, hasHead), new Padding(Indent, 0, 0, 0));

    private Table Table(int[] filled, TableBorder border, bool hasHead)
    {
        var hasLines = border != TableBorder.None;
        var table = new Table { Border = border, ShowHeaders = hasHead };
        foreach (var index in filled)
        {
            var isLast = index == filled[^1];
            table.AddColumn(
                new TableColumn(new Text(hasHead ? Head(index) : "", new Style(decoration: Decoration.Bold)))
                {
                    Alignment = IsOfNumbers(index) ? Justify.Right : Justify.Left,
                    NoWrap = !isLast || IsOfNumbers(index),
                    Padding = hasLines ? new Padding(1, 0) : new Padding(0, 0, isLast ? 0 : Gap, 0),
                }
            );
        }

        foreach (var (style, cells) in rows)
        {
            table.AddRow(
                filled.Select((index, place) => Words.InOneLine(cells[index], place == 0 ? style : Style.Plain))
            );
        }

        return table;
    }

    private bool IsOfNumbers(int index) => columns[index].EndsWith('>');

    private string Head(int index) => columns[index].TrimEnd('>');
}
