using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Requirements;

public sealed class Markers
{
    private const int Megabyte = 1 << 20;

    private static readonly MarkerEnvironment Linux = MarkerEnvironment.ForTarget(
        PythonVersion.Parse("3.12.11"),
        "manylinux_2_35_x86_64"
    );

    [TestCase("python_version >= '3.10'", true)]
    [TestCase("python_version < '3.9'", false)]
    [TestCase("'3.10' <= python_version", true)]
    [TestCase("'3.9' > python_version", false)]
    [TestCase("python_version == '3.12.*'", true)]
    [TestCase("python_full_version ~= '3.12.1'", true)]
    [TestCase("python_version in '3.11 3.12'", true)]
    [TestCase("python_version not in '3.11, 3.12'", false)]
    [TestCase("python_version === '3.12'", true)]
    [TestCase("os_name == 'posix' and sys_platform == 'linux'", true)]
    [TestCase("'posix' == os_name", true)]
    [TestCase("'nu' in sys_platform", true)]
    [TestCase("sys_platform in 'linux2'", true)]
    [TestCase("sys_platform < 'm'", false)]
    [TestCase("sys_platform <= 'linux'", true)]
    [TestCase("platform_release >= '6'", false)]
    [TestCase("platform_release == ''", true)]
    [TestCase("implementation_name == 'cpython' and platform_python_implementation == 'CPython'", true)]
    [TestCase("python_implementation == 'CPython' and os.name == 'posix' and platform.machine == 'x86_64'", true)]
    [TestCase("os_name == 'x' or os_name == 'posix' and os_name == 'x'", false)]
    [TestCase("(os_name == 'x' or os_name == 'posix') and os_name != 'x'", true)]
    [TestCase("os_name == 'posix' or os_name == 'x' and os_name == 'y'", true)]
    [TestCase("extra == 'x'", false)]
    [TestCase("extra == ''", true)]
    [TestCase("os_name == 'po\\x73ix'", true)]
    public void A_marker_holds_or_not(string marker, bool holds) =>
        Assert.That(Marker.Parse(marker).Evaluate(Linux), Is.EqualTo(holds));

    [TestCase("extra == 'Dev_Tools'", "dev.tools", true)]
    [TestCase("'dev-tools' == extra", "Dev_Tools", true)]
    [TestCase("extra != 'dev-tools'", "DEV__TOOLS", false)]
    [TestCase("extra in 'dev-tools'", "dev", true)]
    public void Extras_are_compared_in_normal_form(string marker, string extra, bool holds) =>
        Assert.That(Marker.Parse(marker).Evaluate(Linux, extra), Is.EqualTo(holds));

    [TestCase("sys_platform ~= 'linux'")]
    [TestCase("python_version ~= '3'")]
    [TestCase("sys_platform === 'linux'")]
    [TestCase("os_name == 'posix' or python_version ~= '3.12.*'")]
    public void A_comparison_without_a_meaning_is_an_error_wherever_it_stands(string marker) =>
        Assert.That(() => Marker.Parse(marker).Evaluate(Linux), Throws.TypeOf<UndefinedComparisonException>());

    [TestCase("'a' == 'b'")]
    [TestCase("'x' in extras")]
    [TestCase("'x' in dependency_groups")]
    public void A_variable_that_the_environment_lacks_is_an_error(string marker) =>
        Assert.That(() => Marker.Parse(marker).Evaluate(Linux), Throws.TypeOf<UndefinedMarkerVariableException>());

    [TestCase("((os_name=='a'))", "os_name == \"a\"")]
    [TestCase(
        "(os_name=='a' and(os.name=='b'or'c'<=sys.platform))",
        "os_name == \"a\" and (os_name == \"b\" or \"c\" <= sys_platform)"
    )]
    [TestCase("os_name == 'say \"hi\"'", "os_name == 'say \"hi\"'")]
    [TestCase("os_name not \t in 'a'", "os_name not in \"a\"")]
    [TestCase("extra == 'A__b'", "extra == \"a-b\"")]
    [TestCase("os_name == '\\x22\\x27'", "os_name == \"\\x22'\"")]
    public void A_marker_is_told_in_normal_form(string text, string normal)
    {
        var marker = Marker.Parse(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{marker}", Is.EqualTo(normal));
            Assert.That(Marker.Parse(normal), Is.EqualTo(marker));
            Assert.That(Marker.Parse(normal).GetHashCode(), Is.EqualTo(marker.GetHashCode()));
        }
    }

    [TestCase("\\n", "\n")]
    [TestCase("\\\\", "\\")]
    [TestCase("\\d", "\\d")]
    [TestCase("\\101\\0", "A\0")]
    [TestCase("\\u00e9\\U0001F600", "\u00e9\U0001F600")]
    [TestCase("a\\\nb", "ab")]
    [TestCase("\U0001F600", "\U0001F600")]
    public void Quoted_texts_are_Python_literals(string quoted, string value)
    {
        var environment = MarkerEnvironment.FromDictionary(new Dictionary<string, string> { ["os_name"] = value });
        Assert.That(Marker.Parse($"os_name == '{quoted}'").Evaluate(environment));
    }

    [TestCase("'\\'")]
    [TestCase("'\\x4'")]
    [TestCase("'\\xg0'")]
    [TestCase("'\\u12'")]
    [TestCase("'\\U00110000'")]
    [TestCase("'\\N{DIGIT ONE}'")]
    [TestCase("'a\nb'")]
    [TestCase("'a\0'")]
    [TestCase("\"a'")]
    public void Quoted_texts_that_Python_refuses_are_refused(string quoted) =>
        Assert.That(Marker.TryParse($"os_name == {quoted}", out _), Is.False);

    [Test]
    public void Half_a_character_is_refused() =>
        Assert.That(Marker.TryParse($"os_name == '{(char)0xd800}'", out _), Is.False);

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("os_name")]
    [TestCase("os_name == ")]
    [TestCase("os_name 'a'")]
    [TestCase("os_name = 'a'")]
    [TestCase("os_names == 'a'")]
    [TestCase("os_name == a")]
    [TestCase("os_name == 'a' &&")]
    [TestCase("os_name == 'a' and")]
    [TestCase("os_name == 'a' or or os_name == 'b'")]
    [TestCase("os_name == 'a' os_name == 'b'")]
    [TestCase("os_name == 'a' AND os_name == 'b'")]
    [TestCase("os_name notin 'a'")]
    [TestCase("os_name not 'a'")]
    [TestCase("'a' inos_name")]
    [TestCase("(os_name == 'a'")]
    [TestCase("os_name == 'a')")]
    [TestCase("()")]
    [TestCase("os_name == 'a'\n")]
    public void Other_texts_are_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Marker.TryParse(text, out _), Is.False);
            Assert.That(() => Marker.Parse(text), Throws.TypeOf<InvalidMarkerException>());
        }
    }

    [Test]
    public void Nesting_that_no_marker_needs_is_an_error_and_no_overflow()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Marker.TryParse(Nested(200), out _));
            Assert.That(
                () => Marker.Parse(Nested(201)),
                Throws.TypeOf<InvalidMarkerException>().With.Property("What").Contains("nested too deep")
            );
            Assert.That(() => Marker.Parse(Nested(Megabyte)), Throws.TypeOf<InvalidMarkerException>());
        }

        static string Nested(int depth) => $"{new string('(', depth)}os_name == 'a'{new string(')', depth)}";
    }

    [Test]
    [MaxTime(4000)]
    public void A_megabyte_of_comparisons_is_read_and_evaluated_at_once()
    {
        var marker = Marker.Parse(
            string.Join(" or ", Enumerable.Repeat("python_version < '3' and os_name == 'x'", Megabyte / 40))
        );
        Assert.That(marker.Evaluate(Linux), Is.False);
    }

    [Test]
    [MaxTime(4000)]
    public void A_megabyte_of_quoted_text_is_read_at_once()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Marker.TryParse($"os_name == '{new string('x', Megabyte)}'", out _));
            Assert.That(Marker.TryParse($"os_name == '{new string('\\', Megabyte)}'", out _));
            Assert.That(Marker.TryParse($"os_name == '{new string('x', Megabyte)}", out _), Is.False);
        }
    }
}
