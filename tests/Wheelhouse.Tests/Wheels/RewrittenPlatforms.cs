using System.Text;
using Wheelhouse.Tags;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class RewrittenPlatforms : RewritingTests
{
    private const string Platform = "manylinux_2_35_x86_64";

    [Test]
    public async Task Version_and_platform_change_in_one_pass_in_file_name_and_in_WHEEL()
    {
        var wheel = new TestWheel("torch", "2.9.0a0+git1", "cp312-cp312-linux_x86_64").Add("torch/lib.so", "bytes");
        var written = (await RewriteAsync(wheel, VersionPolicy.Release, Platform)).Single();
        Assert.That(written.FileName.ToString(), Is.EqualTo($"torch-2.9.0-cp312-cp312-{Platform}.whl"));
        Assert.That(PythonTool.Run(Verify, written.Path), Is.EqualTo("good"));
        using var archive = WheelArchive.Open(written.Path);
        var text = Encoding.UTF8.GetString(archive.Read(archive.Wheel, 1000));
        Assert.That(
            text,
            Is.EqualTo($"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: cp312-cp312-{Platform}\n")
        );
    }

    [Test]
    public async Task A_platform_alone_changes_no_other_byte_of_the_wheel()
    {
        var wheel = new TestWheel("demo", "1.0", "py2.py3-none-linux_x86_64")
        {
            WheelFields = "Tag: py2-none-linux_x86_64\r\nTag: py3-none-linux_x86_64\r\nWheel-Version: 1.0\r\n",
        }
            .Add("demo/lib.so", "bytes")
            .AddDistInfo("sboms/other.json", "{}");
        var plan = Plan(wheel, VersionPolicy.Keep, Platform);
        Assert.That(plan.Warnings, Is.Empty);
        Assert.That(
            $"{plan}",
            Is.EqualTo($"demo-1.0-py2.py3-none-linux_x86_64.whl -> demo-1.0-py2.py3-none-{Platform}.whl")
        );
        var written = (await WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)).Single();
        Assert.That(PythonTool.Run(Verify, written.Path), Is.EqualTo("good"));
        Assert.That(
            written.Metadata.ToArray(),
            Is.EqualTo(WheelFile.Read(plan.Wheels[0].SourcePath).Metadata.Bytes.ToArray())
        );
        using var archive = WheelArchive.Open(written.Path);
        Assert.That(
            Encoding.UTF8.GetString(archive.Read(archive.Wheel, 1000)),
            Is.EqualTo($"Tag: py2-none-{Platform}\r\nTag: py3-none-{Platform}\r\nWheel-Version: 1.0\r\n")
        );
    }

    [TestCase(
        "Wheel-Version: 1.0\nTag: a-b-c\n continued\nTag: d-e-f\nBuild: 1\n",
        "Wheel-Version: 1.0\nTAGS\nBuild: 1\n"
    )]
    [TestCase("Wheel-Version: 1.0\n", "Wheel-Version: 1.0\nTAGS\n")]
    [TestCase("Wheel-Version: 1.0\n\nTag: of the body\n", "Wheel-Version: 1.0\nTAGS\n\nTag: of the body\n")]
    [TestCase("Wheel-Version: 1.0", "Wheel-Version: 1.0\nTAGS\n")]
    [TestCase("tag: x\nTags: y", "TAGS\nTags: y\n")]
    [TestCase("", "TAGS\n")]
    public void Only_tags_of_the_headers_are_replaced(string before, string after)
    {
        var edited = WheelTagEditor.Edit(Encoding.UTF8.GetBytes(before), WheelTag.ParseSet("py2.py3-none-any"));
        Assert.That(
            Encoding.UTF8.GetString(edited),
            Is.EqualTo(after.Replace("TAGS", "Tag: py2-none-any\nTag: py3-none-any", StringComparison.Ordinal))
        );
    }

    [Test]
    public void Two_wheels_that_meet_in_one_platform_are_refused()
    {
        var wheels = new[] { "linux_x86_64", "manylinux_2_35_x86_64" }
            .Select(platform => WheelFile.Read(new TestWheel("demo", "1.0", $"py3-none-{platform}").Write(Folder)))
            .ToList();
        var changes = new WheelSetChanges { PlatformOf = _ => Platform };
        var error = Assert.Throws<WheelSetRefusedException>(() => WheelSetRewriter.Plan(wheels, changes));
        Assert.That(error!.Refusals.Single(), Does.EndWith($"would both be demo-1.0-py3-none-{Platform}.whl"));
    }

    [Test]
    public async Task Pip_takes_the_tag_that_it_supports_and_no_newer_one()
    {
        const string Install = """
            import importlib.util, subprocess, sys
            if importlib.util.find_spec('pip') is None:
                print('no pip', end='')
                sys.exit()
            arguments = ['--no-index', '--target', sys.argv[2], '--no-compile', sys.argv[1]]
            run = subprocess.run([sys.executable, '-m', 'pip', '--isolated', '-q', 'install', *arguments], capture_output=True, text=True)
            print('installed' if run.returncode == 0 else run.stderr, end='')
            """;
        foreach (var (minor, said) in new[] { (17, "installed"), (99, "is not a supported wheel on this platform") })
        {
            var machine = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
            {
                System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
                _ => "x86_64",
            };
            var wheel = new TestWheel("demo", $"{minor}", $"py3-none-linux_{machine}").Add("demo.py", "");
            var plan = Plan(wheel, VersionPolicy.Keep, $"manylinux_2_{minor}_{machine}");
            var output = Path.Combine(Folder, $"out{minor}");
            var written = await WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None);
            Assert.That(
                PythonTool.Run(Install, written[0].Path, Path.Combine(output, "target")),
                Does.Contain(said).Or.EqualTo("no pip")
            );
        }
    }

    private WheelSetPlan Plan(TestWheel wheel, VersionPolicy policy, string platform) =>
        WheelSetRewriter.Plan(
            [WheelFile.Read(wheel.Write(Folder))],
            new WheelSetChanges { PolicyOf = _ => policy, PlatformOf = _ => platform }
        );

    private Task<IReadOnlyList<RewrittenWheel>> RewriteAsync(TestWheel wheel, VersionPolicy policy, string platform) =>
        WheelSetRewriter.ApplyAsync(Plan(wheel, policy, platform), Output, CancellationToken.None);
}
