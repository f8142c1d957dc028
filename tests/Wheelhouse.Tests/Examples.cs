using System.Text.RegularExpressions;
using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Inspection;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests;

/// <summary>The examples of <c>lib/README.md</c>: each block there is the region here of the same name, and each is run here.</summary>
public sealed partial class Examples : TestFolder
{
    [Test]
    public void The_readme_shows_just_these()
    {
        var readme = File.ReadAllText(RepositoryFile("lib/README.md"));
        var source = File.ReadAllText(RepositoryFile("tests/Wheelhouse.Tests/Examples.cs"));
        var shown = Block().Matches(readme).Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        var run = Region().Matches(source).Select(match => (match.Groups[1].Value, Unindented(match.Groups[2].Value)));
        Assert.That(shown, Is.EqualTo(run));
        Assert.That(CodeFence().Count(readme), Is.EqualTo(shown.Count()), "a block stands right below its heading");
    }

    [Test]
    public void Versions()
    {
        #region Compare versions
        PythonVersion built = PythonVersion.Parse("2.9.0a0+git1c57644d");
        PythonVersion released = PythonVersion.Parse("2.9.0");

        bool isEarlier = built < released; // true: an alpha comes before its release
        bool fits = SpecifierSet.Parse(">=2.8,<3").Contains(released); // true
        string clean = VersionPolicy.Release.Apply(built).ToString(); // "2.9.0"
        #endregion
        Assert.That(isEarlier && fits);
        Assert.That(clean, Is.EqualTo("2.9.0"));
    }

    [Test]
    public void Requirement_with_a_marker()
    {
        #region Evaluate a requirement
        Requirement requirement = Requirement.Parse("Triton[dev]>=3.4; sys_platform == 'linux'");
        MarkerEnvironment target = MarkerEnvironment.ForTarget("3.12.11", "manylinux_2_35_x86_64");

        ProjectName project = requirement.ProjectName; // triton
        bool counts = requirement.Marker?.Evaluate(target) ?? true; // true
        #endregion
        Assert.That(project.Value, Is.EqualTo("triton"));
        Assert.That(counts);
    }

    [Test]
    public void Wheel()
    {
        var path = TestWheel.Of("torch", "2.9.0", "numpy>=2", "filelock").Write(Folder);
        #region Read a wheel
        WheelFile wheel = WheelFile.Read(path); // the end of the file and METADATA, however large it is

        string what = $"{wheel.Metadata.Name} {wheel.Metadata.Version}: {wheel.Size} bytes";
        foreach (Requirement requirement in wheel.Metadata.RequiresDist)
        {
            what += $", needs {requirement}";
        }
        #endregion
        Assert.That(what, Does.Match("^torch 2.9.0: [0-9]+ bytes, needs numpy>=2, needs filelock$"));
    }

    [Test]
    public void Inspection()
    {
        var path = TestWheel.Of("torch", "2.9.0").Write(Folder);
        #region Inspect a wheel
        WheelInspection inspection = WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = true });

        foreach (var finding in inspection.Findings) // what is wrong, all of it, and no exception
        {
            Console.WriteLine(finding);
        }

        bool isSound = !inspection.HasErrors;
        string targets = string.Join(", ", inspection.GpuTargets); // such as gfx942
        #endregion
        Assert.That(isSound);
        Assert.That(targets, Is.Empty);
    }

    [Test]
    public async Task Rewriting()
    {
        TestWheel.Of("torch", "2.9.0a0+git1").Write(Folder);
        TestWheel.Of("vllm", "1.0", "torch==2.9.0a0+git1").Write(Folder);
        var (folder, cancellation) = (Folder, CancellationToken.None);
        #region Rewrite the versions of a set
        IReadOnlyList<WheelFile> wheels = WheelFile.ReadAll(Directory.GetFiles(folder, "*.whl"), cancellation);
        WheelSetPlan plan = WheelSetRewriter.Plan(wheels, VersionPolicy.Release); // refuses what would not hold any more
        Console.WriteLine(plan);

        // torch 2.9.0a0+git1 becomes 2.9.0, and who pins it pins 2.9.0
        await WheelSetRewriter.ApplyAsync(plan, Path.Combine(folder, "clean"), cancellation);
        #endregion
        var vllm = WheelFile.Read(Path.Combine(folder, "clean", "vllm-1.0-py3-none-any.whl"));
        Assert.That($"{vllm.Metadata.RequiresDist.Single()}", Is.EqualTo("torch==2.9.0"));
    }

    [Test]
    public void Closure()
    {
        TestWheel.Of("vllm", "1.0", "torch>=2", "middle").Write(Folder);
        TestWheel.Of("torch", "2.9.0").Write(Folder);
        TestWheel.Of("middle", "1.0", "absent>=2").Write(Folder);
        var wheels = WheelFile.ReadAll(Directory.GetFiles(Folder, "*.whl"));
        #region Audit a closure
        TargetEnvironment linux = TargetEnvironment.ForCPython(PythonVersion.Parse("3.12"), "manylinux_2_35_x86_64");
        ClosureReport report = ClosureAudit.Audit([Requirement.Parse("vllm")], wheels, [linux]);

        string missing = string.Join('\n', report.Problems); // vllm -> middle -> absent>=2: no wheel of absent...
        ClosureTree tree = new(report.Environments[0]);
        IReadOnlyList<RequirementChain> why = tree.ChainsTo(ProjectName.Parse("torch")); // vllm -> torch>=2
        long size = tree.Roots().Sum(root => root.Size); // bytes of all that is installed
        #endregion
        Assert.That(missing, Does.StartWith("vllm -> middle -> absent>=2: "));
        Assert.That($"{why.Single()}", Is.EqualTo("vllm -> torch>=2"));
        Assert.That(size, Is.EqualTo(wheels.Sum(wheel => wheel.Size)));
    }

    [Test]
    public async Task Publishing()
    {
        TestWheel.Of("torch", "2.9.0").Write(Folder);
        var wheels = WheelFile.ReadAll(Directory.GetFiles(Folder, "*.whl"));
        var (site, store, cancellation) = (
            Path.Join(Folder, "site"),
            Path.Join(Folder, "store"),
            CancellationToken.None
        );
        #region Build a site
        List<SiteWheel> files = [];
        foreach (WheelFile wheel in wheels)
        {
            files.Add(new SiteWheel(wheel, await FileSha256.ComputeAsync(wheel.Path, cancellation)));
        }

        await SiteBuilder.BuildAsync(SiteBuilder.Plan(files), site, cancellation); // any web server can serve it to pip
        #endregion
        #region Publish to a store
        Publisher publisher = new(new FileObjectStore(store)); // or StoreLocation.Parse("s3://...").Open(settings)
        PublishPlan plan = await publisher.PlanAsync(site, cancellation); // what would change; nothing has
        PublishResult result = await publisher.ApplyAsync(plan, progress: null, cancellation);

        int sent = result.FilesSent.Count; // wheels and their metadata; what was there is left alone
        #endregion
        Assert.That(sent, Is.EqualTo(2));
        Assert.That(File.ReadAllText(Path.Join(store, "simple", "torch", "index.html")), Does.Contain("torch-2.9.0-"));
        Assert.That((await publisher.PlanAsync(site, cancellation)).IsEmpty);
    }

    /// <summary>A file of the repository.</summary>
    internal static string RepositoryFile(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "Wheelhouse.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Join(folder, path);
    }

    private static string Unindented(string code) => Indentation().Replace(code, "").TrimEnd(' ');

    [GeneratedRegex("^### ([^\n]+)\n\n```csharp\n(.*?)```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex CodeFence();

    [GeneratedRegex("^ +#region ([^\n]+)\n(.*?)#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
