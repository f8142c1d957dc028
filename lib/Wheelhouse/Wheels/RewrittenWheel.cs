using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>A wheel that was written, or linked where nothing about it changed.</summary>
/// <param name="SourcePath">The wheel it was made from.</param>
/// <param name="Path">The wheel.</param>
/// <param name="FileName">Its file name.</param>
/// <param name="OriginalFileName">The file name it was made from.</param>
/// <param name="OriginalVersion">The version it was made from.</param>
/// <param name="Sha256">SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes in the file.</param>
/// <param name="Metadata">The exact METADATA inside.</param>
public sealed record RewrittenWheel(
    string SourcePath,
    string Path,
    WheelFileName FileName,
    WheelFileName OriginalFileName,
    PythonVersion OriginalVersion,
    string Sha256,
    long Size,
    ReadOnlyMemory<byte> Metadata
);
