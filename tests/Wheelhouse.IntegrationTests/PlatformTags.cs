using System.Runtime.InteropServices;

namespace Wheelhouse.IntegrationTests;

/// <summary>A compiled wheel gets the platform tag of what it calls, and pip installs it by that.</summary>
public sealed class PlatformTags
{
    private static readonly string Machine =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    [Test]
    public async Task A_compiled_wheel_is_renamed_and_pip_installs_it()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        WriteWheel(wheels, Compile(run.Path, "libdemo.so", "int f(void) { return 1; }"));
        SmallWheel.Write(wheels, "pure", "1.0", "py3-none-any");
        var normalized = (await NormalizeAsync(wheels, run["out"], "detect")).Succeeded();
        Assert.That(
            normalized.Output,
            Does.Match($"demo-1.0-py3-none-linux_{Machine}.whl: manylinux_2_[0-9]+_{Machine}, since")
        );
        var names = Directory.GetFiles(run["out"], "*.whl").Select(path => Path.GetFileName(path)).Order().ToArray();
        Assert.That(names[0], Does.Match($"^demo-1.0-py3-none-manylinux_2_[0-9]+_{Machine}.whl$"));
        Assert.That(names[1], Is.EqualTo("pure-1.0-py3-none-any.whl"));

        await Pip.MakeAsync(run["venv"]);
        string[] options =
        [
            "--no-index",
            "--find-links",
            run["out"],
            "--target",
            run["target"],
            "--no-compile",
            "demo",
        ];
        Assert.That(
            RealWheels.Run(run["venv", "bin", "python"], ["-m", "pip", "--isolated", "install", .. options], run.Path),
            "pip installs it by the tag of its name"
        );
        Assert.That(
            await File.ReadAllTextAsync(run["target", "demo-1.0.dist-info", "WHEEL"]),
            Does.Match($"Tag: py3-none-manylinux_2_[0-9]+_{Machine}\n")
        );
        (await Pipeline.RunAsync("--target=Inspect-Wheel", $"--wheel={run["out", names[0]]}", "--full")).Succeeded();
    }

    [Test]
    public async Task A_wheel_keeps_its_tag_where_nobody_asks()
    {
        using var run = new TemporaryFolder();
        WriteWheel(run.Folder("wheels"), Compile(run.Path, "libdemo.so", "int f(void) { return 1; }"));
        (await NormalizeAsync(run["wheels"], run["out"], "none")).Succeeded();
        Assert.That(File.Exists(run["out", $"demo-1.0-py3-none-linux_{Machine}.whl"]));
    }

    [Test]
    public async Task A_library_from_elsewhere_is_refused_by_name()
    {
        using var run = new TemporaryFolder();
        Compile(run.Path, "libelsewhere.so.3", "int f(void) { return 1; }", "-Wl,-soname,libelsewhere.so.3");
        WriteWheel(
            run.Folder("wheels"),
            Compile(run.Path, "libdemo.so", "int f(void); int g(void) { return f(); }", "libelsewhere.so.3")
        );
        var refused = (await NormalizeAsync(run["wheels"], run["out"], "detect")).Failed();
        Assert.That(
            refused.Text,
            Does.Contain("demo/libdemo.so needs libelsewhere.so.3, which no policy has").And.Contain("hint: ")
        );
        Assert.That(Directory.Exists(run["out"]), Is.False);
    }

    private static Task<Pipeline.Finished> NormalizeAsync(string wheels, string output, string policy) =>
        Pipeline.RunAsync(
            "--target=Normalize-Wheels",
            $"--wheels={wheels}",
            $"--output={output}",
            $"--platform-tag={policy}"
        );

    private static string Compile(string folder, string library, string source, params string[] options)
    {
        File.WriteAllText(Path.Join(folder, "source.c"), source);
        if (!RealWheels.Run("gcc", ["-shared", "-fPIC", "-o", library, "source.c", .. options], folder))
        {
            Assert.Ignore("lacks gcc with libc6-dev");
        }

        return Path.Join(folder, library);
    }

    private static void WriteWheel(string folder, string library) =>
        SmallWheel.WriteWith(
            folder,
            "demo",
            "1.0",
            $"py3-none-linux_{Machine}",
            new() { [$"demo/{Path.GetFileName(library)}"] = File.ReadAllBytes(library) }
        );
}
