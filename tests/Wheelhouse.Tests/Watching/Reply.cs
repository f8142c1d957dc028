using System.Text;

namespace Wheelhouse.Tests.Watching;

/// <summary>What a server answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Type">The content type; null for none.</param>
/// <param name="Body">The bytes that are sent.</param>
internal sealed record Reply(int Status, string? Type, byte[] Body)
{
    /// <summary>More headers, each a line.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The length that is announced; null for that of the body.</summary>
    public long? Announced { get; init; }

    /// <summary>How long the body keeps its reader waiting; null for not at all.</summary>
    public TimeSpan? Delay { get; init; }

    public static Reply Of(int status) => new(status, "text/plain", Encoding.UTF8.GetBytes("no"));

    public static Reply Html(string text) => new(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static Reply Redirect(string to) => Of(302) with { Headers = [$"Location: {to}"] };
}
