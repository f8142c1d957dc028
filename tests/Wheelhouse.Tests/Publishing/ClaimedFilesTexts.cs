using System.Text;
using Wheelhouse.Publishing;

namespace Wheelhouse.Tests.Publishing;

public sealed class ClaimedFilesTexts
{
    private const string Wheel = "packages/a/a-1.0-py3-none-any.whl";
    private static readonly string Sha256 = new('a', 64);

    [Test]
    public void Keys_come_back_with_their_hashes()
    {
        var files = new Dictionary<string, string?> { [Wheel + ".metadata"] = null, [Wheel] = Sha256 };
        Assert.That(ClaimedFiles.Parse(ClaimedFiles.Format(files)), Is.EquivalentTo(files));
    }

    [Test]
    public void Keys_of_an_earlier_version_have_no_hash()
    {
        var files = ClaimedFiles.Parse(Encoding.UTF8.GetBytes($"{Wheel}\n{Wheel}.metadata"));
        Assert.That(files.Keys, Is.EqualTo(new[] { Wheel, Wheel + ".metadata" }));
        Assert.That(files.Values, Is.All.Null);
    }

    [Test]
    public void An_earlier_version_finds_each_key_on_a_line_of_its_own()
    {
        var text = Encoding.UTF8.GetString(ClaimedFiles.Format([new(Wheel, Sha256), new(Wheel + ".metadata", Sha256)]));
        Assert.That(text.Split('\n'), Does.Contain(Wheel).And.Contain(Wheel + ".metadata"));
    }

    [Test]
    public void Five_thousand_files_take_less_than_two_million_bytes()
    {
        var files =
            from number in Enumerable.Range(0, 5_000)
            from end in new[] { "", ".metadata" }
            select KeyValuePair.Create(
                $"packages/project{number}/project{number}-1.0.0+rocm7.1-cp312-cp312-linux_x86_64.whl{end}",
                (string?)Sha256
            );
        Assert.That(ClaimedFiles.Format(files), Has.Length.LessThan(2_000_000));
    }
}
