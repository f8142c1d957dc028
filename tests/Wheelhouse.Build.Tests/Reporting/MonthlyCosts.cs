using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Tests.Reporting;

public sealed class MonthlyCosts
{
    [TestCase(4_200_000_000, "storing 4.2 GB more costs 0.10 USD a month, at 0.023 USD for a GB")]
    [TestCase(1_000_000_000_000, "storing 1.0 TB more costs 23.00 USD a month, at 0.023 USD for a GB")]
    [TestCase(38_900, "storing 38.9 kB more costs less than 0.01 USD a month, at 0.023 USD for a GB")]
    public void They_follow_from_the_bytes_and_the_price(long bytes, string text) =>
        Assert.That(PublishText.MonthlyCost(bytes, 0.023m), Is.EqualTo(text));
}
