using System.Globalization;
using System.Numerics;

namespace Wheelhouse.Versions;

/// <summary>The pre-release segment of a version.</summary>
/// <param name="Phase"><c>a</c>, <c>b</c> or <c>rc</c>; sorts in this order.</param>
/// <param name="Number">The number after the phase; 0 where none was written.</param>
public readonly record struct PreRelease(string Phase, BigInteger Number)
{
    /// <summary>Phase and number, such as <c>rc1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Phase}{Number}");
}
