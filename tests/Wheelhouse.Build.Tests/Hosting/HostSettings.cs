using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Path = System.IO.Path;

namespace Wheelhouse.Build.Tests.Hosting;

public sealed class HostSettings
{
    private readonly FakeEnvironment environment = new();
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("settings ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void An_argument_counts_before_a_variable_that_before_the_file_that_before_the_host()
    {
        Assert.That(Value(), Is.EqualTo("host"));
        File.WriteAllText(Path.Join(folder, "cake.config"), "[Some]\nKey=file\n");
        Assert.That(Value(), Is.EqualTo("file"));
        environment.Variables["CAKE_SOME_KEY"] = "variable";
        Assert.That(Value(), Is.EqualTo("variable"));
        Assert.That(Value("--some_key=argument"), Is.EqualTo("argument"));
    }

    [Test]
    public void A_value_of_the_file_goes_to_the_end_of_its_line()
    {
        File.WriteAllText(Path.Join(folder, "cake.config"), "; a comment\n[Some]\nKey=one;two-*\n");
        Assert.That(Value(), Is.EqualTo("one;two-*"));
    }

    [Test]
    public void A_working_folder_of_the_host_gives_way_to_the_command_line_s()
    {
        Assert.That(Folder(host => host.UseWorkingDirectory(folder)), Is.EqualTo(folder));
        Assert.That(Folder(host => host.UseWorkingDirectory("/no/such/folder"), "-w", folder), Is.EqualTo(folder));

        static string Folder(Action<CakeHost> configure, params string[] args) =>
            HostRun.Of(host => configure(host.UseSetup<SpeakingFolder>()), args).Said[0];
    }

    [Test]
    public void A_startup_class_registers_services() =>
        Assert.That(HostRun.Of(host => host.UseStartup<Startup>()).Said[0], Is.EqualTo("started"));

    [Test]
    public void A_module_registers_services() =>
        Assert.That(HostRun.Of(host => host.UseModule<Module>()).Said[0], Is.EqualTo("started"));

    [Test]
    public void A_tool_is_installed_and_found_before_the_tasks_run()
    {
        var run = HostRun.Of(host =>
            host.UsePackageInstaller<FakeInstaller>()
                .InstallTool(new Uri("fake:?package=hammer&version=1.0"))
                .UseSetup<SpeakingTool>()
        );
        Assert.That(run.Said[0], Is.EqualTo("/tools/hammer.exe"));
    }

    [TestCase("unknown:?package=hammer", "No installer knows the scheme 'unknown' of 'unknown:?package=hammer'.")]
    [TestCase("fake:?package=nothing", "Installing the tool 'nothing' gave no file.")]
    public void A_tool_that_cannot_be_installed_ends_the_run(string tool, string reason)
    {
        var run = HostRun.Of(host => host.UsePackageInstaller<FakeInstaller>().InstallTool(new Uri(tool)));
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Not.Zero);
            Assert.That(run.Said, Is.Empty);
            Assert.That(run.Error, Does.Contain(reason));
        });
    }

    [Test]
    public void The_tools_folder_is_a_setting() =>
        Assert.That(
            HostRun.Of(host => host.SetToolPath("/tools").UseSetup<SpeakingToolPath>()).Said[0],
            Is.EqualTo("/tools")
        );

    private string Value(params string[] args) =>
        HostRun
            .Of(
                host =>
                    host.ConfigureServices(services => services.AddSingleton<ICakeEnvironment>(environment))
                        .UseWorkingDirectory(folder)
                        .UseCakeSetting("Some_Key", "host")
                        .UseSetup<SpeakingSetting>(),
                args
            )
            .Said[0];

    private sealed class SpeakingSetting : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            context.Log.Information("[{0}]", context.Configuration.GetValue("Some_Key"));
    }

    private sealed class SpeakingFolder : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            context.Log.Information("[{0}]", context.Environment.WorkingDirectory);
    }

    private sealed class SpeakingTool : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            context.Log.Information("[{0}]", context.Tools.Resolve("hammer.exe"));
    }

    private sealed class SpeakingToolPath : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            context.Log.Information("[{0}]", context.Configuration.GetToolPath(".", context.Environment));
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.UseSetup<Started>();
    }

    private sealed class Module : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterType<Started>().As<IFrostingSetup>().Singleton();
    }

    private sealed class Started : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => context.Log.Information("[started]");
    }

    private sealed class FakeInstaller : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "fake";

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path) =>
            package.Package == "nothing" ? [] : [new FileSystem().GetFile($"/tools/{package.Package}.exe")];
    }
}
