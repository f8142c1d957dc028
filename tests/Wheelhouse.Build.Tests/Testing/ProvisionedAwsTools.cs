using System.IO.Compression;
using Cake.Core.Diagnostics;
using Wheelhouse.Build.Testing;
using Wheelhouse.Build.Tests.Tools;
using ProcessRunner = Cake.Core.IO.ProcessRunner;

namespace Wheelhouse.Build.Tests.Testing;

/// <summary>moto and the AWS CLI as <c>--provision</c> installs them: by the real pip, from wheels of these names.</summary>
public sealed class ProvisionedAwsTools
{
    private string folder = "";
    private string wheels = "";

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("aws-tools-").FullName;
        wheels = Directory.CreateDirectory(Path.Join(folder, "wheels")).FullName;
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void They_come_in_these_versions_into_an_environment_of_their_own()
    {
        Write("moto", "5.2.1", "moto_server", "Provides-Extra: server\n");
        Write("moto", "5.2.2", "moto_server", "Provides-Extra: server\n");
        Write("awscli", "1.45.11", "aws", "");
        var environment = Path.Join(folder, "environment");
        var tools = Tools(environment);
        Assert.That(tools.TryInstall());
        Assert.That(tools.AreMissing(), Is.False);
        Assert.That(
            Directory.GetDirectories(environment, "*.dist-info", SearchOption.AllDirectories).Select(Path.GetFileName),
            Has.Some.EqualTo("moto-5.2.1.dist-info").And.Some.EqualTo("awscli-1.45.11.dist-info")
        );
    }

    [Test]
    public void Where_no_index_has_them_that_is_no_failure_of_the_run()
    {
        Write("moto", "5.2.1", "moto_server", "Provides-Extra: server\n");
        Assert.That(Tools(Path.Join(folder, "environment")).TryInstall(), Is.False);
    }

    [Test]
    public void Tests_look_for_them_where_they_are_put()
    {
        var looked = File.ReadAllText(
            Path.Join(
                RepositoryRoot.Above(AppContext.BaseDirectory),
                "tests/Wheelhouse.IntegrationTests/Stores/AwsTools.cs"
            )
        );
        Assert.That(looked, Does.Contain($"\".cache/wheelhouse/{Path.GetFileName(AwsTools.Folder)}/bin\""));
    }

    private AwsTools Tools(string environment)
    {
        var context = new FakeContext(new FakeProcesses());
        var processes = new ProcessRunner(
            context.FileSystem,
            context.Environment,
            new NullLog(),
            context.Tools,
            context.Configuration
        );
        return new AwsTools(new FakeContext(processes), environment, ["--no-index", $"--find-links={wheels}"]);
    }

    private void Write(string name, string version, string program, string metadata)
    {
        using var archive = ZipFile.Open(
            Path.Join(wheels, $"{name}-{version}-py3-none-any.whl"),
            ZipArchiveMode.Create
        );
        var info = $"{name}-{version}.dist-info";
        Add("METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}");
        Add("WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        Add("entry_points.txt", $"[console_scripts]\n{program} = {name}:main\n");
        Add("RECORD", $"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/entry_points.txt,,\n{info}/RECORD,,\n");

        void Add(string file, string text)
        {
            using var writer = new StreamWriter(archive.CreateEntry($"{info}/{file}").Open());
            writer.Write(text);
        }
    }
}
