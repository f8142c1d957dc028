namespace Wheelhouse.Versions;

/// <summary>The grammar of one specifier: an operator, white space, and what this operator allows as a version.</summary>
internal static class SpecifierGrammar
{
    private static readonly string[] Operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

    /// <summary>Finds the operator at a place, the longest first, or null.</summary>
    internal static string? OperatorAt(ReadOnlySpan<char> text, int start)
    {
        foreach (var candidate in Operators)
        {
            if (start < text.Length && text[start..].StartsWith(candidate, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>
    /// Finds the longest specifier that begins at <paramref name="start"/>. What follows is the caller's to judge: a
    /// leftover <c>.*</c> or <c>+label</c> shows that the operator does not allow it.
    /// </summary>
    internal static bool TryMatch(ReadOnlySpan<char> text, int start, out string @operator, out Range version)
    {
        version = default;
        @operator = OperatorAt(text, start) ?? "";
        if (@operator.Length == 0)
        {
            return false;
        }

        var versionStart = PythonWhitespace.Skip(text, start + @operator.Length);
        if (@operator == "===")
        {
            version = versionStart..SkipArbitrary(text, versionStart);
            return true;
        }

        if (!VersionGrammar.TryMatch(text, versionStart, out var segments))
        {
            return false;
        }

        var isEquality = @operator is "==" or "!=";
        var end = segments.End;
        if (isEquality && segments.IsReleaseOnly && text[end..].StartsWith(".*", StringComparison.Ordinal))
        {
            end += ".*".Length;
        }
        else if (!isEquality && segments.Local is { } local)
        {
            end = local.Start.Value - 1;
        }

        version = versionStart..end;
        return @operator != "~=" || segments.ReleaseCount > 1;
    }

    /// <summary>After <c>===</c> nearly anything may stand, nothing included, up to where a requirement could go on.</summary>
    private static int SkipArbitrary(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && text[start] is not (';' or ')') && !PythonWhitespace.Is(text[start]))
        {
            start++;
        }

        return start;
    }
}
