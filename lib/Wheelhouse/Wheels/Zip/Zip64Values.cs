using System.Text;

namespace Wheelhouse.Wheels.Zip;

/// <summary>
/// The 64-bit values of a header's zip64 field, taken one by one in the order size, compressed size, offset, each only where
/// the header's own 32-bit field is saturated.
/// </summary>
internal ref struct Zip64Values
{
    private readonly ZipInput input;
    private readonly ReadOnlySpan<byte> name;
    private readonly bool isPresent;
    private ReadOnlySpan<byte> rest;

    /// <summary>Finds the zip64 field, and checks the form of all extra fields on the way.</summary>
    public Zip64Values(ZipInput input, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> extra)
    {
        this.input = input;
        this.name = name;
        if (!ZipExtra.TryFind(extra, ZipFormat.Zip64ExtraId, out var field))
        {
            throw Damaged("its extra fields do not fill their place, or hold two zip64 fields");
        }

        isPresent = field is not null;
        rest = field.GetValueOrDefault().Span;
    }

    public long Resolve(uint value)
    {
        if (value != ZipFormat.Saturated32)
        {
            return value;
        }

        if (!isPresent)
        {
            throw Damaged("its header sends to a zip64 field, but there is none");
        }

        if (rest.Length < sizeof(long))
        {
            throw Damaged("its zip64 field holds fewer values than its header asks for");
        }

        var resolved = new ZipRecord(rest).Int64(0);
        rest = rest[sizeof(long)..];
        return resolved;
    }

    /// <summary>Some readers believe any value of the field, so a field with more values than are asked for is ambiguous.</summary>
    public readonly void RequireUsedUp()
    {
        if (!rest.IsEmpty)
        {
            throw Damaged("its zip64 field holds values that its header does not ask for");
        }
    }

    /// <summary>Whether what was not asked for is nothing, or the sizes that are known already.</summary>
    public readonly bool AgreesWith(long size, long compressedSize) =>
        rest.IsEmpty
        || (
            rest.Length == 2 * sizeof(long)
            && new ZipRecord(rest).Int64(0) == size
            && new ZipRecord(rest).Int64(sizeof(long)) == compressedSize
        );

    private readonly DamagedArchiveException Damaged(string what) => input.Damaged(what, Encoding.UTF8.GetString(name));
}
