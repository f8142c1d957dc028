using System.Globalization;
using Cake.Common.Build;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>Writes commands to a build server as lines of the log, secrets masked; standard output stays free for data.</summary>
/// <param name="console">Where lines are written.</param>
public sealed class ServerMessages(PipelineConsole console) : IBuildSystemServiceMessageWriter
{
    /// <inheritdoc/>
    public void Write(string format, params object[] args) =>
        console.WriteLine("{0}", string.Format(CultureInfo.InvariantCulture, format, args));
}
