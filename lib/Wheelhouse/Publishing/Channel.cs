using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// An index of its own in a store, such as <c>nightly</c>: its pages, history and releases stand below its name, the files
/// of all channels are shared. The index at the store's own address is the channel <see cref="Main"/>.
/// </summary>
public sealed partial record Channel
{
    private const int MostCharacters = 64;

    private Channel(string name) => Name = name;

    /// <summary>The channel whose index stands at the store's own address.</summary>
    public static Channel Main { get; } = new("main");

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the keys of its index begin with: nothing for <see cref="Main"/>, else its name and a slash.</summary>
    public string Root => this == Main ? "" : Name + "/";

    /// <summary>Reads a name.</summary>
    /// <exception cref="InvalidChannelException">It names no channel.</exception>
    public static Channel Parse(string text) =>
        ProblemOf(text) is { } problem ? throw new InvalidChannelException(text, problem) : new Channel(text);

    /// <summary>Reads a name; false where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Channel? channel)
    {
        channel = text is not null && ProblemOf(text) is null ? new Channel(text) : null;
        return channel is not null;
    }

    /// <summary>The channels that a store has an index of, <see cref="Main"/> first, then by name; reads the list of all its objects.</summary>
    /// <param name="store">The store, not seen through a channel.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public static async Task<IReadOnlyList<Channel>> ListAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync("", cancellationToken))
        {
            keys.Add(row.Key);
        }

        return Among(keys);
    }

    /// <summary>The channels that have an index among these keys, in the keys' order, <see cref="Main"/> first.</summary>
    internal static IReadOnlyList<Channel> Among(IEnumerable<string> keys)
    {
        var channels = new List<Channel>();
        foreach (var key in keys)
        {
            if (key == IndexLayout.RootJson)
            {
                channels.Insert(0, Main);
            }
            else if (
                key.EndsWith("/" + IndexLayout.RootJson, StringComparison.Ordinal)
                && TryParse(key[..^(IndexLayout.RootJson.Length + 1)], out var channel)
            )
            {
                channels.Add(channel);
            }
        }

        return channels;
    }

    /// <summary>A store as this channel sees it: files are where they are, all else is below <see cref="Root"/>.</summary>
    /// <param name="store">The store, not seen through a channel.</param>
    public IObjectStore Of(IObjectStore store) => this == Main ? store : new ChannelStore(store, this);

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static string? ProblemOf(string text) =>
        !NameForm().IsMatch(text) ? "it has small letters and digits, and between them - _ ."
        : text.Length > MostCharacters ? $"it is longer than {MostCharacters} characters"
        : IndexLayout.Names.Contains(text) ? "every store has something else of that name"
        : null;

    [GeneratedRegex(@"^[a-z0-9]+([-_.]+[a-z0-9]+)*\z")]
    private static partial Regex NameForm();
}
