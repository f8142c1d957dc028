using System.Globalization;
using Cake.Core;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// The console that Cake and the tasks write to: secrets in URLs are masked on their way, colours are left out unless
/// standard output is a terminal that wants them (<see href="https://no-color.org">NO_COLOR</see>), and everything can
/// be sent to standard error so that standard output carries data alone.
/// </summary>
/// <param name="environment">Says what kind of terminal it is.</param>
public sealed class PipelineConsole(ICakeEnvironment environment) : IConsole
{
    private readonly bool isColoured =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly CakeConsole terminal = new(environment);

    /// <summary>Whether standard output is kept for data.</summary>
    public bool KeepsOutputForData { get; set; }

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
    public bool SupportAnsiEscapeCodes => isColoured && terminal.SupportAnsiEscapeCodes;

    private TextWriter Output => KeepsOutputForData ? Console.Error : Console.Out;

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
    public static void WriteData(string data) => Write(Console.Out, data + Environment.NewLine);

    /// <summary>Says why a run does not even begin, on standard error.</summary>
    /// <param name="reason">The reason.</param>
    public static void WriteRefusal(string reason) => Write(Console.Error, $"Error: {reason}{Environment.NewLine}");

    private static string Text(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);

    private static void Write(TextWriter writer, string text)
    {
        writer.Write(Secrets.Mask(text));
        writer.Flush();
    }

    private void Colour(Action change)
    {
        if (isColoured)
        {
            change();
        }
    }
}
