using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Cake.Frosting.Engine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs the tasks of an assembly under Cake's engine, with Cake's command line.</summary>
/// <remarks>
/// The public API of the official Cake.Frosting package over the official engine: a build written against this class
/// runs unchanged with the package. Specification: https://cakebuild.net/docs/running-builds/runners/cake-frosting.
/// </remarks>
public sealed class CakeHost
{
    private readonly ServiceCollection services = [];
    private readonly List<Assembly> assemblies = [];

    /// <summary>A host for the public tasks of the program's own assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } program)
        {
            assemblies.Add(program);
        }

        services.AddCakeDiagnostics();
        services.UseCakeDefaultModules();
        services.AddSingleton<ICakeConfiguration, HostConfiguration>();
        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();
        services.AddSingleton<IToolInstaller, ToolInstaller>();
        services.AddSingleton<IFrostingContext, FrostingContext>();
    }

    /// <summary>A host for the public tasks of the program's own assembly.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Takes the public tasks of one more assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>This host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Adds to the services that contexts, lifetimes and tasks are built from.</summary>
    /// <param name="services">Called at once with the services.</param>
    /// <returns>This host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(this.services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 when all went well, another number otherwise; errors were logged.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in assemblies.Distinct().SelectMany(assembly => assembly.GetExportedTypes()).Where(IsTask))
        {
            services.AddSingleton(typeof(IFrostingTask), task);
        }

        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), services);
        var app = new CommandApp<HostCommand>(registrar);
        app.Configure(settings =>
            settings.AddExample().AddExample("--verbosity", "quiet").AddExample("--tree").ValidateExamples()
        );
        return app.Run(args);
    }

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask));
}
