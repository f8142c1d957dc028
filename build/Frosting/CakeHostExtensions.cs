using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>What a host can be given. Of one kind the last registration counts.</summary>
public static class CakeHostExtensions
{
    /// <summary>A class that registers services.</summary>
    /// <typeparam name="TStartup">The startup class.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new() => host.With(services => new TStartup().Configure(services));

    /// <summary>The context that tasks are given.</summary>
    /// <typeparam name="TContext">The build's context.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext => host.With(services => services.UseContext<TContext>());

    /// <summary>What comes before and after the tasks of a run.</summary>
    /// <typeparam name="TLifetime">The lifetime.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime => host.With(services => services.UseLifetime<TLifetime>());

    /// <summary>What comes before the tasks of a run.</summary>
    /// <typeparam name="TSetup">The setup.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup => host.With(services => services.UseSetup<TSetup>());

    /// <summary>What comes after the tasks of a run.</summary>
    /// <typeparam name="TTeardown">The teardown.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown => host.With(services => services.UseTeardown<TTeardown>());

    /// <summary>What comes before and after each task.</summary>
    /// <typeparam name="TLifetime">The lifetime.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime => host.With(services => services.UseTaskLifetime<TLifetime>());

    /// <summary>What comes before each task.</summary>
    /// <typeparam name="TSetup">The setup.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup => host.With(services => services.UseTaskSetup<TSetup>());

    /// <summary>What comes after each task.</summary>
    /// <typeparam name="TTeardown">The teardown.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown => host.With(services => services.UseTaskTeardown<TTeardown>());

    /// <summary>A Cake module's services.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() => host.With(services => services.UseModule<TModule>());

    /// <summary>One more way to install packages.</summary>
    /// <typeparam name="TPackageInstaller">The installer.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller =>
        host.With(services => services.UsePackageInstaller<TPackageInstaller>());

    /// <summary>A tool to install before the tasks run.</summary>
    /// <param name="host">The host.</param>
    /// <param name="uri">The tool's package, such as <c>dotnet:?package=csharpier&amp;version=1.3.0</c>.</param>
    /// <returns>The same host.</returns>
    public static CakeHost InstallTool(this CakeHost host, Uri uri) => host.With(services => services.UseTool(uri));

    /// <summary>The folder that the build runs in unless <c>--working</c> names another.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The folder; a relative one counts from where the host was started.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.With(services => services.UseWorkingDirectory(path));

    /// <summary>A value of Cake's configuration, weaker than <c>cake.config</c>, environment and arguments.</summary>
    /// <param name="host">The host.</param>
    /// <param name="key">The setting's key, such as <c>Paths_Tools</c>.</param>
    /// <param name="value">The setting's value.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value) =>
        host.With(services => services.UseCakeSetting(key, value));

    /// <summary>The folder that tools are installed to and found in.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The folder.</param>
    /// <returns>The same host.</returns>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path) =>
        host.With(services => services.UseToolPath(path));

    private static CakeHost With(
        this CakeHost host,
        Action<Microsoft.Extensions.DependencyInjection.IServiceCollection> add
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(add);
    }
}
