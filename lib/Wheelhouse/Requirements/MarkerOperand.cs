namespace Wheelhouse.Requirements;

/// <summary>One side of a comparison: a variable's name, or a text.</summary>
internal readonly record struct MarkerOperand(bool IsVariable, string Value)
{
    internal const string Extra = "extra";

    // Spellings of PEP 345 that metadata still has, beside today's.
    private static readonly (string Spelling, string Name)[] Variables =
    [
        ("python_version", "python_version"),
        ("python_full_version", "python_full_version"),
        ("os_name", "os_name"),
        ("os.name", "os_name"),
        ("sys_platform", "sys_platform"),
        ("sys.platform", "sys_platform"),
        ("platform_release", "platform_release"),
        ("platform_system", "platform_system"),
        ("platform_version", "platform_version"),
        ("platform.version", "platform_version"),
        ("platform_machine", "platform_machine"),
        ("platform.machine", "platform_machine"),
        ("platform_python_implementation", "platform_python_implementation"),
        ("platform.python_implementation", "platform_python_implementation"),
        ("python_implementation", "platform_python_implementation"),
        ("implementation_name", "implementation_name"),
        ("implementation_version", "implementation_version"),
        (Extra, Extra),
        ("extras", "extras"),
        ("dependency_groups", "dependency_groups"),
    ];

    internal bool IsExtra => IsVariable && Value == Extra;

    /// <summary>Whether the variable holds names, compared in normal form.</summary>
    internal bool HoldsNames => IsVariable && Value is "extras" or "dependency_groups" or Extra;

    /// <summary>Takes a variable or a quoted text.</summary>
    internal static bool TryTake(ref TextCursor cursor, out MarkerOperand operand)
    {
        foreach (var (spelling, name) in Variables)
        {
            if (cursor.TryTakeWord(spelling))
            {
                operand = new(true, name);
                return true;
            }
        }

        operand = default;
        if (cursor.IsAtEnd || cursor.Rest[0] is not ('"' or '\''))
        {
            return false;
        }

        var quoted = cursor.Rest[1..];
        var length = quoted.IndexOf(cursor.Rest[0]);
        if (length < 0 || PythonStringLiteral.Decode(quoted[..length]) is not { } value)
        {
            return false;
        }

        operand = new(false, value);
        cursor.Position += length + 2;
        return true;
    }

    /// <summary>The variable, or the text between quotes that it does not hold.</summary>
    public override string ToString() =>
        IsVariable ? Value
        : !Value.Contains('"', StringComparison.Ordinal) ? $"\"{Value}\""
        : !Value.Contains('\'', StringComparison.Ordinal) ? $"'{Value}'"
        : $"\"{Value.Replace("\"", "\\x22", StringComparison.Ordinal)}\"";
}
