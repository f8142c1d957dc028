using Cake.Core.IO;

namespace Wheelhouse.Build.Tests.Tools;

/// <summary>Records what would be started, and answers as it is told.</summary>
internal sealed class FakeProcesses : IProcessRunner
{
    public List<string> Commands { get; } = [];

    public IDictionary<string, string?> Variables { get; private set; } = new Dictionary<string, string?>();

    public int ExitCode { get; init; }

    public string[] StandardOutput { get; init; } = [];

    public string[] StandardError { get; init; } = [];

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        Commands.Add($"{filePath.FullPath} {settings.Arguments.Render()}");
        Variables = settings.EnvironmentVariables!;
        foreach (var line in StandardOutput)
        {
            settings.RedirectedStandardOutputHandler(line);
        }

        foreach (var line in StandardError)
        {
            settings.RedirectedStandardErrorHandler(line);
        }

        return new Ended(ExitCode);
    }

    private sealed class Ended(int exitCode) : IProcess
    {
        public void Dispose() { }

        public int GetExitCode() => exitCode;

        public IEnumerable<string> GetStandardError() => [];

        public IEnumerable<string> GetStandardOutput() => [];

        public void Kill() { }

        public void WaitForExit() { }

        public bool WaitForExit(int milliseconds) => true;
    }
}
