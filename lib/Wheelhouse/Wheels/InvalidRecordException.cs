namespace Wheelhouse.Wheels;

/// <summary>A <c>RECORD</c> that is not the table its standard asks for.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="where">The wheel or file.</param>
/// <param name="line">The line, counted from 1.</param>
public sealed class InvalidRecordException(string what, string where, int line)
    : WheelhouseException(
        what,
        $"{where}, RECORD line {line}",
        "each row is path,sha256=digest,size; build the wheel again with a tool that writes them so"
    )
{
    /// <summary>The line, counted from 1.</summary>
    public int Line { get; } = line;
}
