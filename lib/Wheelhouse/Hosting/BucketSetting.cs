namespace Wheelhouse.Hosting;

/// <summary>One setting of a bucket, as it is and as it will be.</summary>
/// <param name="Name">What is set, such as <c>versioning</c>.</param>
/// <param name="Is">As it is, one line for each part; why it is left so where nothing is to be made of it.</param>
/// <param name="WillBe">As it will be.</param>
/// <param name="State">Whether it changes.</param>
public sealed record BucketSetting(
    string Name,
    IReadOnlyList<string> Is,
    IReadOnlyList<string> WillBe,
    BucketSettingState State
)
{
    /// <summary>What <see cref="Is"/> has for a setting that is not made yet.</summary>
    public const string Nothing = "nothing";

    /// <summary>Makes the setting; null where nothing is to be done.</summary>
    internal Func<CancellationToken, Task>? Make { get; private init; }

    /// <summary>The setting for people: parts that stay, that go (<c>-</c>) and that come (<c>+</c>).</summary>
    public override string ToString() =>
        State switch
        {
            BucketSettingState.Left => $"  {Name}: left as it is: {string.Join("; ", Is)}",
            BucketSettingState.Kept => $"  {Name}: as it should be: {string.Join("; ", Is)}",
            _ => string.Join(
                '\n',
                [
                    $"  {Name}:",
                    .. Is.Intersect(WillBe).Select(part => $"      {part}"),
                    .. Is.Except(WillBe).Select(part => $"    - {part}"),
                    .. WillBe.Except(Is).Select(part => $"    + {part}"),
                ]
            ),
        };

    internal static BucketSetting Of(
        string name,
        IReadOnlyCollection<string> isNow,
        IReadOnlyCollection<string> willBe,
        Func<CancellationToken, Task> make
    ) =>
        isNow.Order(StringComparer.Ordinal).SequenceEqual(willBe.Order(StringComparer.Ordinal))
            ? new BucketSetting(name, [.. isNow], [.. willBe], BucketSettingState.Kept)
            : new BucketSetting(
                name,
                isNow.Count == 0 ? [Nothing] : [.. isNow],
                [.. willBe],
                BucketSettingState.Changed
            )
            {
                Make = make,
            };

    internal static BucketSetting NotKnown(string name, string answer) =>
        Left(name, $"this service does not know it: {answer}");

    internal static BucketSetting Left(string name, string why) => new(name, [why], [], BucketSettingState.Left);
}
