using System.Runtime.Versioning;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Completing;
using Wheelhouse.Build.Tests.Arguments;
using Wheelhouse.Build.Tests.Launching;

namespace Wheelhouse.Build.Tests.Completing;

/// <summary>What bash is offered for the word that the cursor is in, as it asks for it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OfferedWords
{
    private static readonly string Script = BashCompletion.Of(new Completions(ReferenceText.Tasks, ["one", "two"]));

    [Test]
    public void Every_task_is_offered() =>
        Assert.That(
            Offered("build.cake-frosting", "--target", "="),
            Is.EqualTo(ReferenceText.Tasks.Select(task => task.Name))
        );

    [Test]
    public void Every_option_is_offered_before_a_task_is_named() =>
        Assert.That(
            Offered("build.cake-frosting", "").Select(word => word.TrimEnd('=')),
            Is.SupersetOf(OptionTable.All.Select(option => "--" + option.Name))
        );

    [Test]
    public void A_task_brings_its_own_options_and_those_of_all_tasks()
    {
        var offered = Offered("build.cake-frosting", "--target", "=", "inspect-wheel", "--");
        Assert.That(
            offered,
            Is.SupersetOf(new[] { "--wheel=", "--full", "--json", "--artifacts=", "--plan", "--target=" })
        );
        Assert.That(offered, Has.None.EqualTo("--store=").And.None.EqualTo("--python="));
    }

    [Test]
    public void A_task_brings_the_options_of_tasks_that_run_before_it() =>
        Assert.That(
            Offered("./build.cake-frosting", "--target=Release", "--"),
            Is.SupersetOf(new[] { "--base-wheels=", "--version-policy=", "--find-links=", "--verify-import=" })
        );

    [TestCase("--store")]
    [TestCase("--port")]
    public void Nothing_is_offered_for_what_only_the_reader_knows(string option) =>
        Assert.That(Offered("build.cake-frosting", option, "="), Is.Empty);

    [Test]
    public void A_line_whose_words_an_equals_sign_does_not_break_is_completed_too() =>
        Assert.That(Offered("build.cake-frosting", "--gate=in"), Is.EqualTo(new[] { "--gate=install" }));

    private static string[] Offered(params string[] words)
    {
        var run = ProcessRun.Of(
            "bash",
            [
                "--noprofile",
                "--norc",
                "-c",
                Script
                    + "\nPATH= COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)); _wheelhouse; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash",
                .. words,
            ]
        );
        Assert.That(run.Error, Is.Empty);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
