using Cake.Common.Build.AzurePipelines;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>
/// Azure Pipelines: see <see href="https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands">its commands</see>.
/// </summary>
/// <param name="commands">Cake's words for them.</param>
public sealed class AzureServer(IAzurePipelinesCommands commands) : BuildServer
{
    /// <inheritdoc/>
    public override void BeginGroup(string name) => commands.BeginGroup(name);

    /// <inheritdoc/>
    public override void EndGroup(string name) => commands.EndGroup();

    /// <inheritdoc/>
    public override void ShowError(string title, string message, string? file) =>
        // A command ends with its line.
        commands.WriteError(Secrets.Mask($"{title}: {message}").ReplaceLineEndings(" "));
}
