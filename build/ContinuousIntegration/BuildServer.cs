using Cake.Common.Build.AzurePipelines;
using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.TeamCity;
using Cake.Core;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>
/// The build server that a run is part of, told what it can show. This one can be told nothing: a terminal, and servers
/// for which Cake's providers have no such words (GitLab, Jenkins).
/// </summary>
public class BuildServer
{
    /// <summary>Makes one that is told nothing.</summary>
    protected BuildServer() { }

    /// <summary>The server that a run is part of, by its environment.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="console">Where commands to the server are written.</param>
    public static BuildServer Of(ICakeContext context, PipelineConsole console)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (environment, messages) = (context.Environment, new ServerMessages(console));
        var gitHub = new GitHubActionsProvider(environment, context.FileSystem, messages);
        if (gitHub.IsRunningOnGitHubActions)
        {
            return new GitHubServer(gitHub);
        }

        var azure = new AzurePipelinesProvider(environment, messages);
        if (azure.IsRunningOnAzurePipelines)
        {
            return new AzureServer(azure.Commands);
        }

        var teamCity = new TeamCityProvider(environment, context.FileSystem, messages);
        return teamCity.IsRunningOnTeamCity ? new TeamCityServer(teamCity) : new BuildServer();
    }

    /// <summary>Where people see the run; null where that is not known.</summary>
    public virtual string? Page => null;

    /// <summary>Says that what follows belongs together.</summary>
    /// <param name="name">What it is.</param>
    public virtual void BeginGroup(string name) { }

    /// <summary>Says that what belonged together ends.</summary>
    /// <param name="name">What it is.</param>
    public virtual void EndGroup(string name) { }

    /// <summary>Shows an error where people look first.</summary>
    /// <param name="title">What failed.</param>
    /// <param name="message">Why, in one or more lines.</param>
    /// <param name="file">The file at fault, relative to the repository; null when there is none in it.</param>
    public virtual void ShowError(string title, string message, string? file) { }

    /// <summary>Shows what a run did.</summary>
    /// <param name="markdown">The text, in GitHub's Markdown.</param>
    public virtual void ShowSummary(string markdown) { }

    /// <summary>Hands a value to later steps and jobs.</summary>
    /// <param name="name">Its name: small letters and <c>_</c>.</param>
    /// <param name="value">The value, in one line.</param>
    public virtual void SetOutput(string name, string value) { }
}
