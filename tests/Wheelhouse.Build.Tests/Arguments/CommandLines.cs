using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class CommandLines
{
    [TestCase("Release")]
    [TestCase("--port=80 Release")]
    [TestCase("--port 80 Release")]
    [TestCase("--plan -- Release")]
    public void A_word_that_stands_alone_is_refused_with_how_it_is_written(string line) =>
        Assert.That(
            Of(line).Problems,
            Is.EqualTo(
                new[] { "'Release' stands alone; a task is named by --target=Release, a value by --name=Release" }
            )
        );

    [TestCase("")]
    [TestCase("--target Release --port 80 -v quiet --plan")]
    [TestCase("--port=80 --deny=a --deny=b")]
    public void What_belongs_to_an_argument_is_let_through(string line) => Assert.That(Of(line).Problems, Is.Empty);

    [Test]
    public void One_argument_is_spelled_one_way() =>
        Assert.That(
            Of("--deny=a --Deny=b").Problems,
            Is.EqualTo(new[] { "--deny and --Deny are one argument; write it one way" })
        );

    [TestCase("-w /folder", true)]
    [TestCase("-w=/folder", true)]
    [TestCase("--working /folder", true)]
    [TestCase("--working=/folder", true)]
    [TestCase("--target=working", false)]
    public void Whether_another_folder_is_named_is_known(string line, bool expected) =>
        Assert.That(Of(line).NamesWorkingFolder, Is.EqualTo(expected));

    [TestCase("", "")]
    [TestCase("--help --target=Publish -t Status", "Publish Status")]
    [TestCase("--Target Publish -t=Status --plan", "Publish Status")]
    [TestCase("--test-filter=--target -- --target=Publish", "")]
    public void The_tasks_that_are_named_are_known(string line, string expected) =>
        Assert.That(string.Join(' ', Of(line).Targets), Is.EqualTo(expected));

    [TestCase("--version", "--version")]
    [TestCase("--version --verbosity=quiet", "--version --verbosity=quiet")]
    [TestCase("--target=Yank --version=2.9.0", "--target=Yank --project-version=2.9.0")]
    [TestCase("--target=Yank --version 2.9.0", "--target=Yank --project-version 2.9.0")]
    public void Version_with_a_value_is_that_of_a_project(string line, string handedOn)
    {
        var commandLine = Of(line);
        Assert.That(commandLine.Problems, Is.Empty);
        Assert.That(string.Join(' ', commandLine.Words), Is.EqualTo(handedOn));
    }

    private static CommandLine Of(string line) =>
        CommandLine.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "/caller");
}
