using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>What becomes of one wheel of a set.</summary>
public sealed record PlannedWheel
{
    internal PlannedWheel(WheelFile wheel, WheelFileName fileName)
    {
        Wheel = wheel;
        FileName = fileName;
        Metadata = wheel.Metadata.Bytes;
    }

    /// <summary>The path of the wheel as it is.</summary>
    public string SourcePath => Wheel.Path;

    /// <summary>The file name of the wheel as it is.</summary>
    public WheelFileName OriginalFileName => Wheel.FileName;

    /// <summary>The version of the wheel as it is.</summary>
    public PythonVersion OriginalVersion => Wheel.FileName.Version;

    /// <summary>The file name that the result will have.</summary>
    public WheelFileName FileName { get; }

    /// <summary>The version that the result will have.</summary>
    public PythonVersion Version => FileName.Version;

    /// <summary>The pins that follow other wheels, in the order of their lines.</summary>
    public IReadOnlyList<PinEdit> Pins { get; internal init; } = [];

    /// <summary>The pins that the wheel gets as requirements of its own.</summary>
    public IReadOnlyList<ProjectPin> AddedPins { get; internal init; } = [];

    /// <summary>The METADATA that the result will have.</summary>
    public ReadOnlyMemory<byte> Metadata { get; internal init; }

    /// <summary>Whether the file stays as it is, and is linked instead of written.</summary>
    public bool IsUnchanged => Edits is null;

    internal WheelFile Wheel { get; }

    /// <summary>The members in their new order; null where the file stays as it is.</summary>
    internal IReadOnlyList<MemberEdit>? Edits { get; init; }

    /// <summary>The wheel before and after, each pin that follows and each that is added, a line each.</summary>
    public override string ToString() =>
        IsUnchanged
            ? $"{OriginalFileName} stays"
            : string.Join(
                "\n  ",
                [
                    $"{OriginalFileName} -> {FileName}",
                    .. Pins.Select(pin => pin.ToString()),
                    .. AddedPins.Select(pin => $"requires {pin} too"),
                ]
            );
}
