using Wheelhouse.Caching;

namespace Wheelhouse.Tests.Caching;

public sealed class BuildCacheKeys
{
    private static readonly (string, string)[] Inputs =
    [
        ("dockerfile", "FROM base\n"),
        ("argument PYTHON_VERSION", "3.12"),
        ("base image", "sha256:ab"),
        ("commit vllm", "1c57644d"),
    ];

    [Test]
    public void A_key_is_64_digits_and_stays_the_same_from_release_to_release() =>
        Assert.That(
            KeyOf(Inputs).Value,
            Is.EqualTo("621e5f63edaf3073e5e8fef3fcfe912908435013c1f4097d21534a31e84ef558")
        );

    [Test]
    public void The_order_of_inputs_does_not_count() =>
        Assert.That(KeyOf([.. Inputs.Reverse()]), Is.EqualTo(KeyOf(Inputs)));

    [Test]
    public void Every_input_counts()
    {
        var keys = Inputs
            .Index()
            .SelectMany(row =>
                new[]
                {
                    ("other", row.Item.Item2),
                    (row.Item.Item1, row.Item.Item2 + " "),
                    ((string, string)?)null,
                }.Select(change => Changed(row.Index, change))
            )
            .Append(KeyOf(Inputs))
            .ToList();
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void What_is_in_a_name_and_what_in_a_value_is_never_confused() =>
        Assert.That(
            new[]
            {
                KeyOf([("a", "bc")]),
                KeyOf([("ab", "c")]),
                KeyOf([("a", "b"), ("c", "")]),
                KeyOf([("a", ""), ("b", "c")]),
                KeyOf([("a", "b\0c")]),
                KeyOf([("a", "bc\n")]),
            },
            Is.Unique
        );

    [Test]
    public void Inputs_of_one_name_are_refused() =>
        Assert.That(() => KeyOf([("a", "1"), ("a", "2")]), Throws.ArgumentException);

    [Test]
    public void A_build_without_inputs_is_refused() => Assert.That(() => KeyOf([]), Throws.ArgumentException);

    private static BuildCacheKey Changed(int index, (string, string)? change)
    {
        var inputs = Inputs.ToList();
        inputs.RemoveAt(index);
        if (change is { } input)
        {
            inputs.Add(input);
        }

        return KeyOf([.. inputs]);
    }

    private static BuildCacheKey KeyOf((string Name, string Value)[] inputs) =>
        BuildCacheKey.Of(inputs.Select(input => KeyValuePair.Create(input.Name, input.Value)));
}
