using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Tests.Reporting;

public sealed class ByteSizes
{
    [TestCase(0, "0 B")]
    [TestCase(999, "999 B")]
    [TestCase(1000, "1.0 kB")]
    [TestCase(99_949, "99.9 kB")]
    [TestCase(99_950, "100 kB")]
    [TestCase(999_499, "999 kB")]
    [TestCase(999_500, "1.0 MB")]
    [TestCase(5_800_000_000, "5.8 GB")]
    [TestCase(long.MaxValue, "9223372 TB")]
    public void People_read_powers_of_a_thousand(long bytes, string text) =>
        Assert.That(ByteSize.Format(bytes), Is.EqualTo(text));
}
