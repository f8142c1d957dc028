using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Wheelhouse.Build.Tests.Tools;

/// <summary>As much of Cake as a tool needs: the real file system and environment, and fake processes.</summary>
internal sealed class FakeContext : ICakeContext
{
    public FakeContext(IProcessRunner processRunner)
    {
        ProcessRunner = processRunner;
        var platform = new CakePlatform();
        Environment = new CakeEnvironment(platform, new CakeRuntime());
        FileSystem = new FileSystem();
        Globber = new Globber(FileSystem, Environment);
        Log = new NullLog();
        Configuration = new CakeConfiguration(new Dictionary<string, string>());
        Tools = new ToolLocator(
            Environment,
            new ToolRepository(Environment),
            new ToolResolutionStrategy(FileSystem, Environment, Globber, Configuration, Log)
        );
    }

    public IFileSystem FileSystem { get; }

    public ICakeEnvironment Environment { get; }

    public IGlobber Globber { get; }

    public ICakeLog Log { get; }

    public ICakeArguments Arguments => throw new NotSupportedException();

    public IProcessRunner ProcessRunner { get; }

    public IRegistry Registry => throw new NotSupportedException();

    public IToolLocator Tools { get; }

    public ICakeDataResolver Data => throw new NotSupportedException();

    public ICakeConfiguration Configuration { get; }
}
