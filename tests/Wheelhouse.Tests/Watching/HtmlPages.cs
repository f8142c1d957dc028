using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Tests.Index;
using Wheelhouse.Watching;

namespace Wheelhouse.Tests.Watching;

/// <summary>HTML pages of the simple repository API, read strictly.</summary>
public sealed class HtmlPages
{
    private const string Begin = "<!DOCTYPE html><html><body>";
    private const string End = "</body></html>";

    [Test]
    public void A_page_of_ours_is_read_back()
    {
        var page = TestPages.Full();
        var read = Parse(Encoding.UTF8.GetString(ProjectPageHtml.Render(page)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Generation, Is.EqualTo(7));
            Assert.That(
                read.Links.Select(link => link.Text),
                Is.EqualTo(page.Files.Select(file => $"{file.FileName}"))
            );
            Assert.That(
                read.Links.Select(link => link.Find("data-yanked")),
                Is.EqualTo(page.Files.Select(file => file.Yanked))
            );
            Assert.That(
                read.Links.Select(link => link.Find("data-requires-python")),
                Is.EqualTo(page.Files.Select(file => file.RequiresPython))
            );
        }
    }

    [TestCase("<a href=\"x\">x</a>", "x", "x")]
    [TestCase("<A HREF='x' data-y>x</A >", "x", "x")]
    [TestCase("<a\nhref = x\t>\n x \n</a>", "x", "x")]
    [TestCase("<a href=\"a?b=1&amp;c&#61;2\">1 &lt; 2</a>", "1 < 2", "a?b=1&c=2")]
    [TestCase("<a href=\"x\"><b>bo</b>ld</a>", "bold", "x")]
    [TestCase("<!-- <a href=\"no\">no</a> --><a href=\"x\">x</a><!---->", "x", "x")]
    [TestCase("<script>if (1 < 2) { '<a href=no>no</a>' }</script><a href=x>x</a>", "x", "x")]
    [TestCase("<title><a href=no>no</title><br/><hr /><a href=x>x</a>", "x", "x")]
    public void A_link_is_read_however_it_is_written(string html, string text, string href)
    {
        var link = Parse(Begin + html + End).Links.Single();
        Assert.That((link.Text, link.Find("href")), Is.EqualTo((text, href)));
    }

    [Test]
    public void What_stands_behind_the_end_as_a_comment_is_no_fault() =>
        Assert.That(Parse($"\n{Begin}{End}\n<!--TIMESTAMP 1700000000-->\n").Links, Is.Empty);

    [TestCase("", "it does not begin with <!DOCTYPE html>")]
    [TestCase("<html></html>", "it does not begin with <!DOCTYPE html>")]
    [TestCase("<!DOCTYPE html", "it is cut off within its document type")]
    [TestCase(Begin, "it is cut off: it does not end with </html>")]
    [TestCase(Begin + "<a href=\"x", "it is cut off within an attribute of <a>")]
    [TestCase(Begin + "<a href=\"x\"", "it is cut off within <a>")]
    [TestCase(Begin + "<a href=\"x\">x" + End, "it is cut off: it has a link without an end")]
    [TestCase(Begin + "<!-- " + End, "it is cut off within a comment")]
    [TestCase(Begin + "<script> " + End, "it is cut off within <script>")]
    [TestCase(Begin + "<a href=x><a href=y>" + End, "it has a link within a link")]
    [TestCase(Begin + "</a>" + End, "it has a </a> that ends no link")]
    [TestCase(Begin + "1 < 2" + End, "it has a < that begins no tag, at character 29")]
    [TestCase(
        Begin + "<a href=x href=y></a>" + End,
        "it has an attribute of <a> that is not written as one, or twice, at character 27"
    )]
    [TestCase(
        Begin + "<a \"></a>" + End,
        "it has an attribute of <a> that is not written as one, or twice, at character 27"
    )]
    [TestCase(Begin + "<a href=></a>" + End, "it has an attribute of <a> without its value, at character 35")]
    public void What_is_no_whole_page_is_refused(string html, string problem) =>
        Assert.That(Assert.Throws<InvalidIndexPageException>(() => Parse(html))!.Problems, Is.EqualTo([problem]));

    [Test]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.That(
            Assert
                .Throws<InvalidIndexPageException>(() =>
                    HtmlPage.Parse(new Answer(new Uri("http://host/")) { Bytes = [0xff, 0xfe] })
                )!
                .Problems,
            Is.EqualTo(["it is not UTF-8"])
        );

    // Each part of a page is a page or an error, and none takes long.
    [Test]
    public void No_part_of_a_page_is_taken_for_the_whole()
    {
        var html = Encoding.UTF8.GetString(ProjectPageHtml.Render(TestPages.Full())).TrimEnd();
        for (var length = 0; length < html.Length; length++)
        {
            Assert.That(() => Parse(html[..length]), Throws.TypeOf<InvalidIndexPageException>());
        }
    }

    [Test]
    public void Any_text_is_a_page_or_an_error()
    {
        var random = new Random(691);
        const string letters = "<a href=\"x'/!->&;meta title\n";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)])
            );
            try
            {
                Parse(Begin + text + End);
            }
            catch (InvalidIndexPageException)
            {
                // What it is.
            }
        }
    }

    private static HtmlPage Parse(string html) =>
        HtmlPage.Parse(new Answer(new Uri("http://host/simple/torch/")) { Bytes = Encoding.UTF8.GetBytes(html) });
}
