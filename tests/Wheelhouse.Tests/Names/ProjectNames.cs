using Wheelhouse.Names;

namespace Wheelhouse.Tests.Names;

public sealed class ProjectNames
{
    [TestCase("torch", "torch")]
    [TestCase("Foo__Bar", "foo-bar")]
    [TestCase("zope.interface", "zope-interface")]
    [TestCase("a-._-B", "a-b")]
    [TestCase("3to2", "3to2")]
    [TestCase("X", "x")]
    public void Spellings_of_one_project_have_one_normal_form(string text, string normal)
    {
        var name = ProjectName.Parse(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(name.Value, Is.EqualTo(normal));
            Assert.That($"{name}", Is.EqualTo(normal));
            Assert.That(ProjectName.Parse(normal), Is.EqualTo(name));
        }
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("torch ")]
    [TestCase("-torch")]
    [TestCase("torch-")]
    [TestCase("torch_")]
    [TestCase(".")]
    [TestCase("to rch")]
    [TestCase("torch\n")]
    [TestCase("t\u00f6rch")]
    [TestCase("torch\u0661")]
    [TestCase("../torch")]
    [TestCase("torch/..")]
    public void Other_texts_are_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProjectName.TryParse(text, out _), Is.False);
            Assert.That(
                () => ProjectName.Parse(text),
                Throws.TypeOf<InvalidProjectNameException>().With.Property("What").Contains("is no project name")
            );
        }
    }

    [Test]
    public void No_text_is_no_name() => Assert.That(ProjectName.TryParse(null, out _), Is.False);

    [Test]
    public void Names_are_ordered_by_their_characters()
    {
        var (dash, digit, letter) = (ProjectName.Parse("a-b"), ProjectName.Parse("a1"), ProjectName.Parse("ab"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { letter, dash, digit }.Order(), Is.EqualTo([dash, digit, letter]));
            Assert.That(dash < digit);
            Assert.That(letter > digit);
            Assert.That(dash <= digit && letter >= digit);
        }
    }

    [Test]
    [MaxTime(2000)]
    public void A_megabyte_is_read_at_once()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProjectName.TryParse("a" + new string('-', 1 << 20) + "b", out var name));
            Assert.That(name?.Value, Is.EqualTo("a-b"));
            Assert.That(ProjectName.TryParse(new string('-', 1 << 20), out _), Is.False);
            Assert.That(
                () => ProjectName.Parse(new string('\u00e9', 1 << 20)),
                Throws.TypeOf<InvalidProjectNameException>().With.Message.Length.LessThan(1000)
            );
        }
    }
}
