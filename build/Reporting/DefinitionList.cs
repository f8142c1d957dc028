using Spectre.Console;
using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// Terms and what they mean, in two columns. On a terminal the meaning is broken within its column, and a term too long for its own
/// stands in a line above; in a log each term is a line with its meaning.
/// </summary>
/// <param name="rows">The terms and their meanings.</param>
public sealed class DefinitionList(IEnumerable<(string Term, string Meaning)> rows) : View
{
    private const int Indent = 2;
    private const int Gap = 2;

    // What is left for the meaning is twice as wide.
    private const int PartForTerms = 3;

    /// <inheritdoc/>
    protected override IRenderable Build(RenderOptions options, int maxWidth)
    {
        if (!options.Ansi)
        {
            return new Listing("", "").AddAll(rows.Select(row => new[] { row.Term, row.Meaning }));
        }

        var width = rows.Select(row => row.Term.Length)
            .Where(length => length <= (maxWidth / PartForTerms) - Indent - Gap)
            .DefaultIfEmpty(0)
            .Max();
        return Words.Below(rows.SelectMany(row => Lines(row.Term, row.Meaning, width)));
    }

    private static IEnumerable<IRenderable> Lines(string term, string meaning, int width)
    {
        if (term.Length > width)
        {
            yield return new Padder(Words.InOneLine(term), new Padding(Indent, 0, 0, 0));
            term = "";
        }

        yield return new Grid()
            .AddColumn(
                new GridColumn
                {
                    Width = width,
                    NoWrap = true,
                    Padding = new Padding(Indent, 0, Gap, 0),
                }
            )
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) })
            .AddRow(Words.InOneLine(term), Words.InOneLine(meaning));
    }
}
