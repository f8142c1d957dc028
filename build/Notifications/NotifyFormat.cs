namespace Wheelhouse.Build.Notifications;

/// <summary>What a webhook takes.</summary>
public enum NotifyFormat
{
    /// <summary>
    /// <c>{"text": ...}</c>, as Slack and what is compatible with it take it (Mattermost, Rocket.Chat, Google Chat, Discord below <c>/slack</c>).
    /// </summary>
    Slack,

    /// <summary>All that is known, as one JSON object, for programs.</summary>
    Json,
}
