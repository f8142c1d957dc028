using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>Reads comma-separated rows: a quoted field may hold commas, line ends and doubled quotes.</summary>
internal sealed class RecordReader(string text, string where)
{
    private int _position;
    private int _line = 1;

    /// <summary>The line that the row read last begins on, counted from 1.</summary>
    public int RowLine { get; private set; }

    /// <summary>Reads the next row that is not an empty line.</summary>
    public bool TryReadRow(out IReadOnlyList<string> row)
    {
        while (_position < text.Length && TrySkipLineEnd()) { }

        RowLine = _line;
        var fields = new List<string>();
        row = fields;
        if (_position == text.Length)
        {
            return false;
        }

        fields.Add(ReadField());
        while (_position < text.Length && !TrySkipLineEnd())
        {
            // What ends a field is a comma, a line end or the end of the text.
            _position++;
            fields.Add(ReadField());
        }

        return true;
    }

    private bool TrySkipLineEnd()
    {
        if (text[_position] is not ('\r' or '\n'))
        {
            return false;
        }

        _position += text.AsSpan(_position).StartsWith("\r\n") ? 2 : 1;
        _line++;
        return true;
    }

    private string ReadField()
    {
        if (_position == text.Length || text[_position] != '"')
        {
            var length = text.AsSpan(_position).IndexOfAny(",\r\n");
            var start = _position;
            _position = length < 0 ? text.Length : start + length;
            return text[start.._position];
        }

        var field = ReadQuoted();
        return _position == text.Length || text[_position] is ',' or '\r' or '\n'
            ? field
            : throw new InvalidRecordException("text follows the closing quote of a field", where, _line);
    }

    private string ReadQuoted()
    {
        var field = new StringBuilder();
        while (true)
        {
            var start = ++_position;
            var length = text.AsSpan(start).IndexOf('"');
            if (length < 0)
            {
                throw new InvalidRecordException("a quoted field has no end", where, RowLine);
            }

            _position = start + length;
            field.Append(text, start, length);
            _line += text.AsSpan(start, length).Count('\n');
            if (++_position == text.Length || text[_position] != '"')
            {
                return field.ToString();
            }

            field.Append('"');
        }
    }
}
