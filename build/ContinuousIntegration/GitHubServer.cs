using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.GitHubActions.Data;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>
/// GitHub Actions: see <see href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">its commands</see>.
/// </summary>
/// <param name="provider">Cake's words for them, which escape what a command may not hold.</param>
public sealed class GitHubServer(IGitHubActionsProvider provider) : BuildServer
{
    /// <inheritdoc/>
    public override string? Page
    {
        get
        {
            var workflow = provider.Environment.Workflow;
            return string.IsNullOrEmpty(workflow.ServerUrl) || string.IsNullOrEmpty(workflow.Repository)
                ? null
                : $"{workflow.ServerUrl}/{workflow.Repository}/actions/runs/{workflow.RunId}";
        }
    }

    /// <inheritdoc/>
    public override void BeginGroup(string name) => provider.Commands.StartGroup(name);

    /// <inheritdoc/>
    public override void EndGroup(string name) => provider.Commands.EndGroup();

    /// <inheritdoc/>
    public override void ShowError(string title, string message, string? file) =>
        provider.Commands.Error(
            Secrets.Mask(message),
            new GitHubActionsAnnotation { Title = Secrets.Mask(title), File = file }
        );

    /// <inheritdoc/>
    public override void ShowSummary(string markdown)
    {
        if (provider.Environment.Runtime.StepSummary is not null)
        {
            provider.Commands.SetStepSummary(Secrets.Mask(markdown));
        }
    }

    /// <inheritdoc/>
    public override void SetOutput(string name, string value)
    {
        // Cake writes name=value as it is: a line break in a value would begin another output.
        if (value.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException($"The output '{name}' has more than one line.", nameof(value));
        }

        if (provider.Environment.Runtime.OutputPath is not null)
        {
            provider.Commands.SetOutputParameter(name, Secrets.Mask(value));
        }
    }
}
