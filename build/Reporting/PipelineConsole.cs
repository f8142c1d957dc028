using System.Globalization;
using System.Text;
using Cake.Core;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// The console that Cake and the tasks write to: secrets in URLs are masked on their way, colours and drawing are left out unless
/// it is a terminal that wants them (<see href="https://no-color.org">NO_COLOR</see>), and everything can be sent to standard
/// error so that standard output carries data alone.
/// </summary>
/// <param name="environment">Says what kind of terminal it is.</param>
public sealed class PipelineConsole(ICakeEnvironment environment) : IConsole
{
    private const int Utf8 = 65001;
    private const int UsualWidth = 80;

    private readonly bool wantsDrawing =
        string.IsNullOrEmpty(environment.GetEnvironmentVariable("NO_COLOR"))
        && environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
    private readonly CakeConsole terminal = new(environment);
    private readonly StringBuilder begun = new();
    private readonly Lock gate = new();
    private IAnsiConsole? drawing;

    /// <summary>Whether standard output is kept for data.</summary>
    public bool KeepsOutputForData { get; set; }

    /// <summary>What views are drawn for.</summary>
    public Screen Screen => IsColoured ? Terminal : Screen.Log;

    /// <inheritdoc/>
    public ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Colour(() => Console.ForegroundColor = value);
    }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Colour(() => Console.BackgroundColor = value);
    }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => IsColoured && terminal.SupportAnsiEscapeCodes;

    private TextWriter Output => KeepsOutputForData ? Console.Error : Console.Out;

    private Screen Terminal => new(Width, Console.OutputEncoding.CodePage == Utf8);

    private bool IsColoured =>
        wantsDrawing && !(KeepsOutputForData ? Console.IsErrorRedirected : Console.IsOutputRedirected);

    // Who sets COLUMNS for a program means it; a terminal may tell none.
    private int Width =>
        int.TryParse(
            environment.GetEnvironmentVariable("COLUMNS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var columns
        )
        && columns > 0
            ? columns
        : Console.WindowWidth is > 0 and var width ? width
        : UsualWidth;

    /// <inheritdoc/>
    public void ResetColor() => Colour(Console.ResetColor);

    /// <inheritdoc/>
    public void Write(string value) => Write(Output, value);

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => Write(Output, Text(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string value) => Write(Output, value + Environment.NewLine);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => Write(Output, Text(format, arg) + Environment.NewLine);

    /// <summary>Writes a view in the form that fits.</summary>
    /// <param name="view">The view.</param>
    public void WriteLine(IRenderable view) => WriteLine(Screen.Text(view));

    /// <summary>
    /// Lets something be drawn over and over on the terminal of standard error; whole lines that are written meanwhile come to
    /// stand above it.
    /// </summary>
    /// <param name="draw">Draws; it is given null where there is no terminal that wants it.</param>
    /// <returns>What that came to.</returns>
    public async Task<T> DrawAsync<T>(Func<IAnsiConsole?, Task<T>> draw)
    {
        if (!wantsDrawing || Console.IsErrorRedirected)
        {
            return await draw(null);
        }

        drawing = Terminal.Console(Console.Error);
        try
        {
            return await draw(drawing);
        }
        finally
        {
            lock (gate)
            {
                drawing = null;
                WriteMasked(Console.Error, begun.ToString());
                begun.Clear();
            }
        }
    }

    /// <inheritdoc/>
    public void WriteError(string value) => Write(Console.Error, value);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => Write(Console.Error, Text(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => Write(Console.Error, value + Environment.NewLine);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) =>
        Write(Console.Error, Text(format, arg) + Environment.NewLine);

    /// <summary>Writes data to standard output, whatever else goes where.</summary>
    /// <param name="data">The data; a line end is added.</param>
    public void WriteData(string data) => Write(Console.Out, data + Environment.NewLine);

    /// <summary>Says why a run does not even begin, on standard error.</summary>
    /// <param name="reason">The reason.</param>
    public static void WriteRefusal(string reason) =>
        WriteMasked(Console.Error, $"Error: {reason}{Environment.NewLine}");

    /// <summary>Writes what comes after everything else, on standard output.</summary>
    /// <param name="line">The line.</param>
    public static void WriteLast(string line) => WriteMasked(Console.Out, line + Environment.NewLine);

    private static string Text(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);

    private void Write(TextWriter writer, string text)
    {
        lock (gate)
        {
            if (drawing is null || (writer == Console.Out && Console.IsOutputRedirected))
            {
                WriteMasked(writer, text);
                return;
            }

            var whole = begun.Append(Secrets.Mask(text)).ToString();
            var end = whole.LastIndexOf('\n') + 1;
            begun.Clear().Append(whole, end, whole.Length - end);
            if (end > 0)
            {
                drawing.Write(new ControlCode(whole[..end]));
            }
        }
    }

    private static void WriteMasked(TextWriter writer, string text)
    {
        writer.Write(Secrets.Mask(text));
        writer.Flush();
    }

    private void Colour(Action change)
    {
        if (IsColoured)
        {
            change();
        }
    }
}
