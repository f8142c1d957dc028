using Cake.Common.Build.TeamCity;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>
/// TeamCity: see <see href="https://www.jetbrains.com/help/teamcity/service-messages.html">its service messages</see>.
/// </summary>
/// <param name="provider">Cake's words for them, which escape what a message may not hold.</param>
public sealed class TeamCityServer(ITeamCityProvider provider) : BuildServer
{
    /// <inheritdoc/>
    public override void BeginGroup(string name) => provider.WriteStartBlock(name);

    /// <inheritdoc/>
    public override void EndGroup(string name) => provider.WriteEndBlock(name);

    /// <inheritdoc/>
    public override void ShowError(string title, string message, string? file) =>
        provider.BuildProblem(Secrets.Mask($"{title}: {message}"));
}
