using Wheelhouse.Versions;

namespace Wheelhouse.Requirements;

/// <summary>The grammar of markers, read by descent into brackets down to a depth that no marker needs.</summary>
internal static class MarkerGrammar
{
    /// <summary>The reference ends in Python's own limit of recursion at some hundreds; a stack must never overflow here.</summary>
    internal const int DeepestNesting = 200;

    internal static SyntaxFault? Read(ref TextCursor cursor, out MarkerNode? node) =>
        ReadGroup(ref cursor, 0, out node);

    private static SyntaxFault? ReadGroup(ref TextCursor cursor, int depth, out MarkerNode? node)
    {
        node = null;
        var parts = new List<MarkerNode>();
        var startsAlternative = new List<bool>();
        var isAlternative = false;
        while (true)
        {
            if (ReadPart(ref cursor, depth, out var part) is { } fault)
            {
                return fault;
            }

            parts.Add(part!);
            startsAlternative.Add(isAlternative);
            isAlternative = cursor.TryTakeWord("or");
            if (!isAlternative && !cursor.TryTakeWord("and"))
            {
                node = new MarkerGroup(parts, startsAlternative);
                return null;
            }
        }
    }

    private static SyntaxFault? ReadPart(ref TextCursor cursor, int depth, out MarkerNode? node)
    {
        cursor.SkipBlanks();
        var start = cursor.Position;
        SyntaxFault? fault;
        if (!cursor.TryTake('('))
        {
            fault = ReadComparison(ref cursor, out node);
        }
        else if (depth == DeepestNesting)
        {
            node = null;
            return new("brackets are nested too deep", start);
        }
        else
        {
            fault = ReadGroup(ref cursor, depth + 1, out node);
            if (fault is null && !cursor.TryTake(')'))
            {
                return new("a bracket is not closed", start);
            }
        }

        cursor.SkipBlanks();
        return fault;
    }

    private static SyntaxFault? ReadComparison(ref TextCursor cursor, out MarkerNode? node)
    {
        node = null;
        if (!MarkerOperand.TryTake(ref cursor, out var left))
        {
            return new("a variable or a quoted text is expected", cursor.Position);
        }

        cursor.SkipBlanks();
        if (!TryTakeOperator(ref cursor, out var @operator))
        {
            return new("an operator is expected: == != <= >= < > ~= === in, not in", cursor.Position);
        }

        cursor.SkipBlanks();
        if (!MarkerOperand.TryTake(ref cursor, out var right))
        {
            return new("a variable or a quoted text is expected", cursor.Position);
        }

        node = new MarkerComparison(left, @operator, right);
        return null;
    }

    private static bool TryTakeOperator(ref TextCursor cursor, out string @operator)
    {
        if (cursor.TryTakeWord("in"))
        {
            @operator = "in";
            return true;
        }

        if (cursor.TryTakeWord("not"))
        {
            @operator = "not in";
            cursor.SkipBlanks();
            return cursor.TryTakeWord("in");
        }

        @operator = SpecifierGrammar.OperatorAt(cursor.Text, cursor.Position) ?? "";
        cursor.Position += @operator.Length;
        return @operator.Length > 0;
    }
}
