namespace Wheelhouse.Build;

/// <summary>What the program must know when Cake is done, beyond whether it succeeded.</summary>
public sealed class RunOutcome
{
    /// <summary>The exit code when the command line was refused.</summary>
    public const int Refused = 2;

    private const int Failed = 1;

    /// <summary>Whether the command line was understood; a failure before that is the command line's.</summary>
    public bool ArgumentsAccepted { get; private set; }

    /// <summary>The very last line on standard output, after all that tasks tell; null for none.</summary>
    public string? ClosingLine { get; set; }

    /// <summary>Notes that the command line was understood.</summary>
    public void AcceptArguments() => ArgumentsAccepted = true;

    /// <summary>The program's exit code.</summary>
    /// <param name="hostCode">What Cake's host returned.</param>
    /// <returns>0 for success, 1 when a task failed, whatever code its tool ended with, 2 when the command line was refused.</returns>
    public int ExitCode(int hostCode) =>
        hostCode == 0 ? 0
        : ArgumentsAccepted ? Failed
        : Refused;
}
