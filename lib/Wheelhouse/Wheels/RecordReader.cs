using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>Reads comma-separated rows: a quoted field may hold commas, line ends and doubled quotes.</summary>
internal sealed class RecordReader(string text, string where)
{
    private int position;
    private int line = 1;

    /// <summary>The line that the row read last begins on, counted from 1.</summary>
    public int RowLine { get; private set; }

    /// <summary>Reads the next row that is not an empty line.</summary>
    public bool TryReadRow(out IReadOnlyList<string> row)
    {
        while (position < text.Length && TrySkipLineEnd()) { }

        RowLine = line;
        var fields = new List<string>();
        row = fields;
        if (position == text.Length)
        {
            return false;
        }

        fields.Add(ReadField());
        while (position < text.Length && !TrySkipLineEnd())
        {
            // What ends a field is a comma, a line end or the end of the text.
            position++;
            fields.Add(ReadField());
        }

        return true;
    }

    private bool TrySkipLineEnd()
    {
        if (text[position] is not ('\r' or '\n'))
        {
            return false;
        }

        position += text.AsSpan(position).StartsWith("\r\n") ? 2 : 1;
        line++;
        return true;
    }

    private string ReadField()
    {
        if (position == text.Length || text[position] != '"')
        {
            var length = text.AsSpan(position).IndexOfAny(",\r\n");
            var start = position;
            position = length < 0 ? text.Length : start + length;
            return text[start..position];
        }

        var field = ReadQuoted();
        return position == text.Length || text[position] is ',' or '\r' or '\n'
            ? field
            : throw new InvalidRecordException("text follows the closing quote of a field", where, line);
    }

    private string ReadQuoted()
    {
        var field = new StringBuilder();
        while (true)
        {
            var start = ++position;
            var length = text.AsSpan(start).IndexOf('"');
            if (length < 0)
            {
                throw new InvalidRecordException("a quoted field has no end", where, RowLine);
            }

            position = start + length;
            field.Append(text, start, length);
            line += text.AsSpan(start, length).Count('\n');
            if (++position == text.Length || text[position] != '"')
            {
                return field.ToString();
            }

            field.Append('"');
        }
    }
}
