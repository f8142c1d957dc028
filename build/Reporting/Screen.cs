using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// What views are made into text for: a terminal of some width, or a log, where a row is a line however long it is, and nothing but
/// letters and blanks is written.
/// </summary>
/// <param name="Width">The columns of the terminal; null for a log.</param>
/// <param name="IsUnicode">Whether lines are drawn by more than ASCII.</param>
public sealed record Screen(int? Width, bool IsUnicode)
{
    // Longer than what anyone prints; the layout takes no space for it.
    private const int Endless = 1_000_000;

    /// <summary>A log, a pipe, or a terminal that is not to be drawn on.</summary>
    public static Screen Log { get; } = new(null, false);

    /// <summary>The view as text, without a line end.</summary>
    /// <param name="view">The view.</param>
    public string Text(IRenderable view)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        Console(writer).Write(view);
        var lines = writer.ToString().Replace(Words.Joint, ' ').TrimEnd('\n').Split('\n');
        return string.Join('\n', Width is null ? lines.Select(line => line.TrimEnd()) : lines);
    }

    /// <summary>A console of Spectre's that draws for this screen.</summary>
    /// <param name="writer">What it writes to.</param>
    public IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = Width is null ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = Width is null ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
                Interactive = Width is null ? InteractionSupport.No : InteractionSupport.Yes,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new Paper(writer, Width ?? Endless),
            }
        );
        console.Profile.Capabilities.Unicode = IsUnicode;
        return console;
    }

    private sealed class Paper(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => 50;

        public void SetEncoding(Encoding encoding) { }
    }
}
