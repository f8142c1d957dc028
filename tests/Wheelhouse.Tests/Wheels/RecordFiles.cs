using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class RecordFiles
{
    [Test]
    public void Rows_are_read_in_order()
    {
        var record = Parse("a.py,sha256=abc,12\r\n\"a,\"\"b\"\".py\",sha256=def,0\n\nx.dist-info/RECORD,,\n");
        Assert.That(
            record.Entries,
            Is.EqualTo([
                new RecordEntry("a.py", "sha256=abc", 12),
                new RecordEntry("a,\"b\".py", "sha256=def", 0),
                new RecordEntry("x.dist-info/RECORD", "", null),
            ])
        );
    }

    [Test]
    public void The_last_line_needs_no_end() =>
        Assert.That(Parse("a,,").Entries.Single(), Is.EqualTo(new RecordEntry("a", "", null)));

    [Test]
    public void Written_rows_are_those_of_python()
    {
        var record = new RecordFile([
            new RecordEntry("d\u00e9j\u00e0 vu.py", "sha256=abc", 5_000_000_000),
            new RecordEntry("a,b", "sha256=abc", 1),
            new RecordEntry("say \"hi\"\n", "sha256=abc", 1),
            new RecordEntry("it's", "", null),
        ]);
        Assert.That(
            Encoding.UTF8.GetString(record.ToBytes()),
            Is.EqualTo(
                "d\u00e9j\u00e0 vu.py,sha256=abc,5000000000\n\"a,b\",sha256=abc,1\n\"say \"\"hi\"\"\n\",sha256=abc,1\nit's,,\n"
            )
        );
        Assert.That(RecordFile.Parse(record.ToBytes(), "here").Entries, Is.EqualTo(record.Entries));
    }

    [Test]
    public void A_hash_is_url_safe_without_padding() =>
        Assert.That(
            RecordFile.HashOf("wheel"u8),
            Is.EqualTo(
                "sha256="
                    + Convert
                        .ToBase64String(System.Security.Cryptography.SHA256.HashData("wheel"u8))
                        .TrimEnd('=')
                        .Replace('+', '-')
                        .Replace('/', '_')
            )
        );

    [TestCase("a,,\na,,\n", 2, "second row")]
    [TestCase("a,,\nb,\n", 2, "not path,hash,size")]
    [TestCase("a,,,\n", 1, "not path,hash,size")]
    [TestCase(",,\n", 1, "not path,hash,size")]
    [TestCase("a,abc,1\n", 1, "'abc' is not a hash")]
    [TestCase("a,sha256=abc,-1\n", 1, "'-1' is not a number")]
    [TestCase("a,sha256=abc,99999999999999999999\n", 1, "is not a number")]
    [TestCase("a,,\n\"b,,\n", 2, "has no end")]
    [TestCase("a,,\n\"b\"c,,\n", 2, "closing quote")]
    public void A_fault_is_named_with_its_line(string text, int line, string what)
    {
        var error = Assert.Throws<InvalidRecordException>(() => Parse(text));
        Assert.That(error!.Line, Is.EqualTo(line));
        Assert.That(error.Message, Does.Contain(what).And.Contains("here, RECORD line"));
    }

    [Test]
    public void Text_that_is_not_utf8_is_refused()
    {
        var error = Assert.Throws<InvalidRecordException>(() => RecordFile.Parse([.. "a,,\n"u8, 0xff], "here"));
        Assert.That(error!.Line, Is.EqualTo(2));
    }

    private static RecordFile Parse(string text) => RecordFile.Parse(Encoding.UTF8.GetBytes(text), "here");
}
