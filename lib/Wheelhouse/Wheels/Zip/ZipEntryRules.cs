namespace Wheelhouse.Wheels.Zip;

/// <summary>What a member of a wheel may be, as far as its central entry alone tells.</summary>
internal static class ZipEntryRules
{
    private const ushort Encryption =
        ZipFormat.EncryptedFlag | ZipFormat.StrongEncryptionFlag | ZipFormat.MaskedHeadersFlag;

    /// <summary>Deflate makes at most this many bytes of one.</summary>
    private const long LargestDeflateRatio = 1032;

    public static void Check(ZipCentralEntry entry, string name, ZipInput input)
    {
        if ((entry.Flags & Encryption) != 0)
        {
            throw new UnsupportedArchiveException("it is encrypted", input.Path, name);
        }

        if ((entry.Flags & ZipFormat.PatchFlag) != 0 || entry.Method is not (ZipFormat.Stored or ZipFormat.Deflated))
        {
            var what = $"it is compressed by method {entry.Method}; stored (0) and deflated (8) are read";
            throw new UnsupportedArchiveException(what, input.Path, name);
        }

        var most = entry.Method == ZipFormat.Stored ? entry.CompressedSize : MostInflated(entry.CompressedSize);
        if (entry.Size > most || (entry.Method == ZipFormat.Stored && entry.Size < most))
        {
            throw input.Damaged(
                $"{entry.CompressedSize} bytes cannot hold the {entry.Size} bytes it should have",
                name
            );
        }

        if (name.EndsWith('/') && entry.Size > 0)
        {
            throw input.Damaged("it is a folder, yet has bytes", name);
        }
    }

    private static long MostInflated(long compressed) =>
        compressed > long.MaxValue / LargestDeflateRatio ? long.MaxValue : compressed * LargestDeflateRatio;
}
