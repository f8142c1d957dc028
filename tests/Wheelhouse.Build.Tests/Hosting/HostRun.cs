using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Wheelhouse.Build.Tests.Hosting;

/// <summary>One run of a host over the <see cref="SampleTasks"/>, in this process.</summary>
internal sealed partial record HostRun(int Code, string Output, string Error)
{
    /// <summary>What the tasks, setups and teardowns said of themselves, in order.</summary>
    public IReadOnlyList<string> Said => [.. Words().Matches(Output).Select(match => match.Groups[1].Value)];

    public static HostRun Of(params string[] args) => Of(_ => { }, args);

    public static HostRun Of(Action<CakeHost> configure, params string[] args)
    {
        var console = new RecordingConsole();
        var host = CakeHost
            .Create()
            .AddAssembly(typeof(SampleTasks).Assembly)
            .ConfigureServices(services =>
                services.AddSingleton<IConsole>(console).AddSingleton<ICakeReportPrinter, CakeReportPrinter>()
            );
        configure(host);
        var folder = Environment.CurrentDirectory;
        try
        {
            var code = host.Run(args);
            return new HostRun(code, console.Output, console.Error);
        }
        finally
        {
            Environment.CurrentDirectory = folder;
        }
    }

    [GeneratedRegex(@"^\[(.*)\]\r?$", RegexOptions.Multiline)]
    private static partial Regex Words();
}
