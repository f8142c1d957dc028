using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Engine;

/// <summary>Tells Cake's engine of a build's tasks, setup and teardown.</summary>
internal sealed class EngineRegistration(ICakeEngine engine, ICakeLog log, IServiceProvider services)
{
    public void Register(IFrostingContext context, IEnumerable<IFrostingTask> tasks)
    {
        foreach (var task in tasks)
        {
            Register(context, TaskDeclaration.Of(task));
        }

        if (services.GetService<IFrostingSetup>() is { } setup)
        {
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (services.GetService<IFrostingTeardown>() is { } teardown)
        {
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (services.GetService<IFrostingTaskSetup>() is { } taskSetup)
        {
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (services.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
        {
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }

    private void Register(IFrostingContext context, TaskDeclaration declaration)
    {
        log.Debug("Registering task: {0}", declaration.Name);
        if (!declaration.ContextType.IsInstanceOfType(context))
        {
            log.Warning(
                "Task {0} is left out: the context is no {1}.",
                declaration.Name,
                declaration.ContextType.FullName
            );
            return;
        }

        // What a task does not override is not registered: a task without work shows no time of its own in the report,
        // and an error handler, once registered, swallows the failure.
        var task = declaration.Task;
        var builder = engine.RegisterTask(declaration.Name);
        if (!string.IsNullOrWhiteSpace(declaration.Description))
        {
            builder.Description(declaration.Description);
        }

        if (declaration.OverridesRun)
        {
            builder.Does(task.RunAsync);
        }

        if (declaration.Overrides(nameof(IFrostingTask.ShouldRun)))
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (declaration.ContinuesOnError)
        {
            builder.ContinueOnError();
        }

        if (declaration.Overrides(nameof(IFrostingTask.OnError)))
        {
            builder.OnError(exception => task.OnError(exception, context));
        }

        if (declaration.Overrides(nameof(IFrostingTask.Finally)))
        {
            builder.Finally(() => task.Finally(context));
        }

        foreach (var name in declaration.Dependencies)
        {
            builder.IsDependentOn(name);
        }

        foreach (var name in declaration.Dependees)
        {
            builder.IsDependeeOf(name);
        }
    }
}
