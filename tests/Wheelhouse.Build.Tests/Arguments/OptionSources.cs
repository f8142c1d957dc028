using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class OptionSources
{
    private static readonly string[] FromArgument = ["argument"];
    private static readonly string[] OneTwo = ["one-*", "two"];

    [Test]
    public void An_argument_counts_before_a_variable_that_before_a_setting_that_before_the_default()
    {
        var given = new OptionsGiven();
        Assert.That(given.Read().Port, Is.EqualTo(8080));
        Assert.That(given.Setting("Wheelhouse_Port", "1").Read().Port, Is.EqualTo(1));
        Assert.That(given.Variable("CAKE_WHEELHOUSE_PORT", "2").Read().Port, Is.EqualTo(2));
        Assert.That(given.With(("port", "3")).Read().Port, Is.EqualTo(3));
    }

    [Test]
    public void The_same_order_holds_for_every_option([ValueSource(nameof(Open))] OptionDefinition option)
    {
        string[] values = Valid(option);
        var given = new OptionsGiven();
        Assert.That(Source(), Is.EqualTo(OptionSource.Default));
        given.Setting(option.ConfigurationKey, values[0]);
        Assert.That(Source(), Is.EqualTo(OptionSource.Configuration));
        given.Variable(option.EnvironmentVariable, values[0]);
        Assert.That(Source(), Is.EqualTo(OptionSource.Environment));
        given.With((option.Name, values[1]));
        Assert.That(Source(), Is.EqualTo(OptionSource.Argument));
        Assert.That(Value().Texts, Is.EqualTo(new[] { values[1] }));

        OptionSource Source() => Value().Source;
        OptionValue Value() => given.Read().Values.Single(value => value.Definition == option);
    }

    [TestCase("CAKE_WHEELHOUSE_BASEWHEELS")]
    [TestCase("CAKE_WHEELHOUSE_BASE_WHEELS")]
    [TestCase("cake_wheelhouse_base_wheels")]
    public void A_variable_s_words_may_be_joined_by_underscores(string name) =>
        Assert.That(new OptionsGiven().Variable(name, "/wheels").Read().BaseWheels, Is.EqualTo("/wheels"));

    [Test]
    public void Two_variables_of_one_option_must_agree()
    {
        var given = new OptionsGiven()
            .Variable("CAKE_WHEELHOUSE_BASEWHEELS", "/one")
            .Variable("CAKE_WHEELHOUSE_BASE_WHEELS", "/two");
        Assert.That(
            given.Problems(),
            Is.EqualTo(
                new[]
                {
                    "CAKE_WHEELHOUSE_BASEWHEELS and CAKE_WHEELHOUSE_BASE_WHEELS are one setting with different values",
                }
            )
        );
    }

    [Test]
    public void An_empty_variable_or_setting_gives_nothing() =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_PORT", "").Setting("Wheelhouse_Port", " ").Read().Port,
            Is.EqualTo(8080)
        );

    [Test]
    public void Repeated_arguments_are_kept_in_order() =>
        Assert.That(OptionsGiven.Arguments(("deny", "one-*"), ("deny", "two")).Deny, Is.EqualTo(OneTwo));

    [Test]
    public void Semicolons_part_the_values_of_a_variable() =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_DENY", "one-* ; two;").Read().Deny,
            Is.EqualTo(OneTwo)
        );

    [Test]
    public void Semicolons_part_the_values_of_a_setting() =>
        Assert.That(new OptionsGiven().Setting("Wheelhouse_Deny", "one-*;two").Read().Deny, Is.EqualTo(OneTwo));

    [Test]
    public void A_nearer_source_replaces_a_list_and_does_not_add_to_it() =>
        Assert.That(
            new OptionsGiven().Setting("Wheelhouse_Deny", "one-*;two").With(("deny", "argument")).Read().Deny,
            Is.EqualTo(FromArgument)
        );

    [TestCase(null, true)]
    [TestCase("true", true)]
    [TestCase("True", true)]
    [TestCase("false", false)]
    public void A_flag_needs_no_value_and_takes_one(string? value, bool expected) =>
        Assert.That(OptionsGiven.Arguments(("plan", value)).Plan, Is.EqualTo(expected));

    [Test]
    public void A_flag_set_for_the_machine_can_be_taken_back() =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_PLAN", "true").With(("plan", "false")).Read().Plan,
            Is.False
        );

    [Test]
    public void Whether_the_roots_were_asked_for_is_known()
    {
        Assert.That(OptionsGiven.Arguments().RootsGiven, Is.False);
        Assert.That(OptionsGiven.Arguments(("root", "vllm")).RootsGiven, Is.True);
    }

    private static IEnumerable<OptionDefinition> Open() => OptionTable.All.Where(option => !option.IsSecret);

    private static string[] Valid(OptionDefinition option) =>
        option.Name switch
        {
            "version-policy" => ["public", "keep"],
            "index-url" or "extra-index-url" => ["https://one/simple", "https://two/simple"],
            "docker-host" => ["unix:///one", "tcp://two:2376"],
            "devices" => ["/dev/one", "/dev/two"],
            "rocm-arch" => ["gfx942", "gfx90a"],
            "rocm-version" => ["7.1", "7.2.3"],
            "public-url" or "s3-endpoint" or "sccache-endpoint" or "sccache-download-url" or "github-api" =>
            [
                "https://one",
                "https://two",
            ],
            "s3-bodies" => ["sdk", "plain"],
            "platform-tag" => ["detect", "none"],
            "shell" => ["bash", "zsh"],
            "github-repository" => ["one/name", "two/name"],
            "gate" => ["none", "install"],
            "notify-format" => ["slack", "json"],
            "job-status" => ["failure", "cancelled"],
            "port" or "storage-price" or "s3-parallel-parts" or "keep" or "older-than" or "grace" => ["1", "2"],
            "s3-part-size" => ["5", "6"],
            "python-version" => ["3.11", "3.12"],
            "project-version" => ["1.0", "2.0"],
            "store" => ["file:///one", "file:///two"],
            "channel" or "from" => ["nightly", "main"],
            _ when option.IsFlag => ["true", "false"],
            _ => ["one", "two"],
        };
}
