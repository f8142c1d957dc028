using System.Diagnostics;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Tests.Tools;

public sealed class ExactArguments
{
    [TestCase("plain")]
    [TestCase("")]
    [TestCase("two words")]
    [TestCase("a \"quoted\" word")]
    [TestCase("""ends in a backslash \""")]
    [TestCase("""\" both""")]
    [TestCase("gfx90a;gfx942 $HOME `id` 'x'")]
    [TestCase("line\nbreak")]
    public void A_program_gets_what_was_given(string value)
    {
        var start = new ProcessStartInfo("/usr/bin/printf")
        {
            Arguments = "%s " + new ExactArgument(value).Render(),
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        Assert.That(process.StandardOutput.ReadToEnd(), Is.EqualTo(value));
        process.WaitForExit();
    }

    [Test]
    public void What_is_shown_has_no_secrets() =>
        Assert.That(new ExactArgument("https://me:secret@host/").RenderSafe(), Does.Not.Contain("secret"));
}
