namespace Wheelhouse.Build.Notifications;

/// <summary>A webhook did not take what it was told.</summary>
/// <param name="host">Its host.</param>
/// <param name="reason">Why.</param>
public sealed class NotNotifiedException(string host, string reason)
    : WheelhouseException(
        $"the webhook was not told: {reason}",
        host,
        "look at the address in CAKE_WHEELHOUSE_NOTIFYURL and at --notify-format"
    );
