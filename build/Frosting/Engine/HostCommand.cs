using System.Diagnostics.CodeAnalysis;
using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Engine;

/// <summary>The host's one command: completes the services with what the command line says, then runs the engine.</summary>
internal sealed class HostCommand(IServiceCollection services) : Command<HostSettings>
{
    private const int Failed = -1;

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "The outermost place: every error is logged and becomes the exit code."
    )]
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.Targets));
        services.AddSingleton(context.Remaining);
        using var provider = services.BuildServiceProvider();
        try
        {
            if (settings.Version)
            {
                provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            }
            else if (settings.Info)
            {
                provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            }
            else
            {
                RunTargets(provider, settings);
            }

            return 0;
        }
        catch (Exception exception)
        {
            provider.GetRequiredService<ICakeLog>().LogException(exception);
            return Failed;
        }
    }

    private static void RunTargets(ServiceProvider provider, HostSettings settings)
    {
        provider.GetRequiredService<ICakeLog>().Verbosity = settings.Verbosity;
        EnterWorkingDirectory(provider, settings);

        // The build's own context is made in every mode, so that it can refuse arguments also under --tree.
        var context = provider.GetRequiredService<IFrostingContext>();
        var tasks = provider.GetServices<IFrostingTask>();
        var host = (ScriptHost)ActivatorUtilities.CreateInstance(provider, ScriptHostFor(settings));
        InstallTools(provider);
        if (settings.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        ActivatorUtilities.CreateInstance<EngineRegistration>(provider).Register(context, tasks);
        host.RunTargets(settings.Targets);
    }

    private static Type ScriptHostFor(HostSettings settings) =>
        settings switch
        {
            { DryRun: true } => typeof(DryRunScriptHost<IFrostingContext>),
            { Tree: true } => typeof(TreeScriptHost),
            { Description: true } => typeof(DescriptionScriptHost),
            _ => typeof(BuildScriptHost<IFrostingContext>),
        };

    private static void EnterWorkingDirectory(ServiceProvider provider, HostSettings settings)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var wanted = settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path;
        var folder = wanted?.MakeAbsolute(environment) ?? environment.WorkingDirectory;
        if (!provider.GetRequiredService<IFileSystem>().Exist(folder))
        {
            throw new FrostingException($"The working directory '{folder.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = folder;
    }

    private static void InstallTools(ServiceProvider provider)
    {
        foreach (var tool in provider.GetServices<PackageReference>())
        {
            provider.GetRequiredService<IToolInstaller>().Install(tool);
        }
    }
}
