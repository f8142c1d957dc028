using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Wheelhouse.Build.Tests.Hosting;

internal static class ServiceRegistrations
{
    /// <summary>Adds a task that no host finds by itself.</summary>
    public static void AddTask<T>(this IServiceCollection services)
        where T : class, IFrostingTask => services.AddSingleton<IFrostingTask, T>();
}
