using System.Text;

namespace Wheelhouse.Wheels.Zip;

/// <summary>
/// The 64-bit values of a header's zip64 field, taken one by one in the order size, compressed size, offset, each only where
/// the header's own 32-bit field is saturated.
/// </summary>
internal ref struct Zip64Values
{
    private readonly ZipInput _input;
    private readonly ReadOnlySpan<byte> _name;
    private readonly bool _isPresent;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Finds the zip64 field, and checks the form of all extra fields on the way.</summary>
    public Zip64Values(ZipInput input, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> extra)
    {
        _input = input;
        _name = name;
        if (!ZipExtra.TryFind(extra, ZipFormat.Zip64ExtraId, out var field))
        {
            throw Damaged("its extra fields do not fill their place, or hold two zip64 fields");
        }

        _isPresent = field is not null;
        _rest = field.GetValueOrDefault().Span;
    }

    public long Resolve(uint value)
    {
        if (value != ZipFormat.Saturated32)
        {
            return value;
        }

        if (!_isPresent)
        {
            throw Damaged("its header sends to a zip64 field, but there is none");
        }

        if (_rest.Length < sizeof(long))
        {
            throw Damaged("its zip64 field holds fewer values than its header asks for");
        }

        var resolved = new ZipRecord(_rest).Int64(0);
        _rest = _rest[sizeof(long)..];
        return resolved;
    }

    /// <summary>Some readers believe any value of the field, so a field with more values than are asked for is ambiguous.</summary>
    public readonly void RequireUsedUp()
    {
        if (!_rest.IsEmpty)
        {
            throw Damaged("its zip64 field holds values that its header does not ask for");
        }
    }

    private readonly DamagedArchiveException Damaged(string what) =>
        _input.Damaged(what, Encoding.UTF8.GetString(_name));
}
