using System.Globalization;

namespace Wheelhouse.Tests.Differential;

/// <summary>Texts as metadata has them, and such with a few characters wrong; the same for the same seed.</summary>
/// <param name="random">The source of all choices.</param>
/// <param name="strange">Characters to mutate with beside printable ASCII.</param>
internal sealed class RandomTexts(Random random, string strange)
{
    private const string Damage = " \t\"'\\()[]{};,.!*+-_=<>~@#/%abcdevrxXPz0123456789";

    private static readonly string[] Numbers =
    [
        "0",
        "1",
        "2",
        "3",
        "9",
        "10",
        "11",
        "00",
        "01",
        "007",
        "2025",
        "20250101",
        "99999999999999999999999999",
    ];
    private static readonly string[] Separators = ["", "", ".", "-", "_"];
    private static readonly string[] Pre = ["a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "RC", "Alpha"];
    private static readonly string[] Post = ["post", "rev", "r", "POST"];
    private static readonly string[] Labels = ["rocm7", "git1c57644", "cpu", "1", "12", "001", "abc", "ABC", "1a", "0"];
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">", "~=", "==="];
    private static readonly string[] Names =
    [
        "torch",
        "Foo__Bar",
        "zope.interface",
        "a",
        "3to2",
        "foo-._bar",
        "x_",
        "A1",
    ];
    private static readonly string[] Extras = ["all", "Dev_Tools", "cuda", "test", "x.y", "a__b"];

    private static readonly string[] Variables =
    [
        "python_version",
        "python_full_version",
        "implementation_version",
        "platform_release",
        "os_name",
        "os.name",
        "sys_platform",
        "sys.platform",
        "platform_machine",
        "platform.machine",
        "platform_system",
        "platform_version",
        "platform_python_implementation",
        "python_implementation",
        "implementation_name",
        "extra",
        "extras",
        "dependency_groups",
        "platform.version",
        "platform.python_implementation",
    ];

    private static readonly string[] Values =
    [
        "3.12",
        "3.8",
        "3",
        "3.12.*",
        "3.8, 3.12",
        "3.13.0rc1",
        "linux",
        "linux2",
        "posix",
        "x86_64",
        "aarch64",
        "CPython",
        "cpython",
        "Dev_Tools",
        "dev-tools",
        "6.8.0-63-generic",
        "5.15",
        "",
        "=3.8",
        "os_name",
        "3.15.0a1+",
        "\\x33.12",
        "3\\56 12",
        "\\u0033",
        "\\U00110000",
        "\\777",
        "\\d",
        "3.12\\",
        "\\'",
    ];

    private static readonly string[] Tags =
    [
        "cp312",
        "py3",
        "py2.py3",
        "cp310.cp311",
        "none",
        "abi3",
        "abi3t",
        "cp314t",
        "any",
        "CP38",
        "linux_x86_64",
    ];

    internal string Version()
    {
        var text = Chance(12) ? Pick("v", "V") : "";
        text += Chance(8) ? Pick("0", "1", "2") + "!" : "";
        text += string.Join('.', Several(1, 5, () => Pick(Numbers)));
        text += Chance(3) ? Pick(Separators) + Pick(Pre) + Pick(Separators) + Optional(Numbers) : "";
        text += Chance(4)
            ? Chance(3)
                ? "-" + Pick(Numbers)
                : Pick(Separators) + Pick(Post) + Pick(Separators) + Optional(Numbers)
            : "";
        text += Chance(4) ? Pick(Separators) + Pick("dev", "DEV") + Pick(Separators) + Optional(Numbers) : "";
        text += Chance(4) ? "+" + string.Join(Pick(".", "-", "_"), Several(1, 3, () => Pick(Labels))) : "";
        return Chance(20) ? " " + text + Pick(" ", "\n", "\t") : text;
    }

    /// <summary>A version near another one, where the rules of the operators differ.</summary>
    internal string Neighbour(string version) =>
        random.Next(10) switch
        {
            0 => version,
            1 => version + ".dev0",
            2 => version + ".post1",
            3 => version + "+git1",
            4 => version + "rc1",
            5 => version + ".0",
            6 => version + ".1",
            7 => version + "a1.post2.dev3+x",
            8 => version.Split('+')[0],
            _ => Version(),
        };

    internal string Specifier(string? version = null) =>
        Pick(Operators) + Pick("", "", " ") + (version ?? Version()) + (Chance(5) ? ".*" : "");

    internal string Specifiers(string? version = null) =>
        string.Join(Pick(",", ", ", " ,"), Several(0, 3, () => Specifier(Chance(2) ? version : null)));

    internal string Marker(int depth = 0)
    {
        var parts = Several(1, 3, () => depth < 3 && Chance(4) ? "(" + Marker(depth + 1) + ")" : Comparison());
        return string.Join(Pick(" and ", " or ", "  or\t"), parts);
    }

    internal string Requirement()
    {
        var text =
            Pick(Names)
            + (
                Chance(4)
                    ? Pick("[", " [ ") + string.Join(Pick(",", " , "), Several(0, 3, () => Pick(Extras))) + "]"
                    : ""
            );
        text += random.Next(6) switch
        {
            0 => Pick(" @ ", "@") + Pick("https://example.org/a.whl", "file:///b%2Bc.whl", "git+ssh://x@y/z"),
            1 => " (" + Specifiers() + ")",
            2 => "",
            _ => Pick(" ", "") + Specifiers(),
        };
        return Chance(2) ? text + Pick(" ; ", ";", "; ") + Marker() : text;
    }

    internal string WheelFileName() =>
        string.Join(
            '-',
            (string[])
                [
                    Pick(Names).Replace('-', '_'),
                    Version(),
                    .. Chance(4) ? [Pick("1", "1abc", "007_x", "x")] : Array.Empty<string>(),
                    Pick(Tags),
                    Pick(Tags),
                    Pick(Tags),
                ]
        ) + (Chance(15) ? Pick(".zip", ".WHL", "") : ".whl");

    internal string Name() => string.Concat(Several(1, 6, () => Pick("a", "B", "9", "-", "_", ".", "--", "Foo")));

    /// <summary>The text, or the text with a few characters inserted, dropped or changed.</summary>
    internal string Maybe(string text)
    {
        for (var damage = Chance(3) ? random.Next(1, 3) : 0; damage > 0 && text.Length > 0; damage--)
        {
            var place = random.Next(text.Length);
            var character = Damage + strange is var all
                ? all[random.Next(all.Length)].ToString(CultureInfo.InvariantCulture)
                : "";
            text = random.Next(3) switch
            {
                0 => text.Insert(place, character),
                1 => text.Remove(place, 1),
                _ => text.Remove(place, 1).Insert(place, character),
            };
        }

        return text;
    }

    internal T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private string Comparison()
    {
        var quote = Pick("\"", "'");
        var value = quote + Pick(Values) + quote;
        var @operator = Pick("==", "!=", "<", "<=", ">", ">=", "~=", "===", " in ", " not in ", " not  in ");
        var variable = Pick(Variables);
        return random.Next(8) switch
        {
            0 => value + @operator + variable,
            1 => variable + @operator + Pick(Variables),
            _ => variable + Pick("", " ") + @operator + Pick("", " ") + value,
        };
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Optional(string[] choices) => Chance(3) ? "" : Pick(choices);

    private string[] Several(int least, int most, Func<string> make) =>
        [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => make())];
}
