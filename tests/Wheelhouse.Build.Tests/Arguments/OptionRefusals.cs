using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class OptionRefusals
{
    [TestCase("port", "abc", "--port=abc: a port is a number from 0 to 65535; it is written --port=N")]
    [TestCase("port", "65536", "--port=65536: a port is a number from 0 to 65535; it is written --port=N")]
    [TestCase("port", "-1", "--port=-1: a port is a number from 0 to 65535; it is written --port=N")]
    [TestCase(
        "s3-bodies",
        "raw",
        "--s3-bodies=raw: auto, sdk or plain is needed; it is written --s3-bodies=auto|sdk|plain"
    )]
    [TestCase("s3-part-size", "4", "--s3-part-size=4: a part has 5 to 1024 MiB; it is written --s3-part-size=MIB")]
    [TestCase(
        "public-url",
        "file:///srv",
        "--public-url=file:///srv: an http or https URL is needed; it is written --public-url=URL"
    )]
    [TestCase(
        "s3-endpoint",
        "https://user:secret@s3.example.org",
        "--s3-endpoint=https://***@s3.example.org: only http(s)://HOST:PORT is needed; credentials come from AWS's own settings; it is written --s3-endpoint=URL"
    )]
    [TestCase(
        "store",
        "ftp://x",
        "--store=ftp://x: the scheme \"ftp\" is not supported; a store is s3://BUCKET/PREFIX, or file:///DIR with an absolute path; it is written --store=URL"
    )]
    [TestCase("plan", "maybe", "--plan=maybe: a flag is true or false; it is written --plan")]
    [TestCase(
        "index-url",
        "host/simple",
        "--index-url=host/simple: an http, https or file URL is needed; it is written --index-url=URL"
    )]
    [TestCase(
        "index-url",
        "ftp://host",
        "--index-url=ftp://host: an http, https or file URL is needed; it is written --index-url=URL"
    )]
    [TestCase(
        "index-url",
        "https:///simple",
        "--index-url=https:///simple: an http, https or file URL is needed; it is written --index-url=URL"
    )]
    [TestCase(
        "find-links",
        "htp://host",
        "--find-links=htp://host: an http, https or file URL is needed; it is written --find-links=DIR|URL"
    )]
    [TestCase(
        "python-version",
        "3",
        "--python-version=3: a Python is named like 3.12 or 3.12.4; it is written --python-version=X.Y"
    )]
    [TestCase(
        "python-version",
        "3.12rc1",
        "--python-version=3.12rc1: a Python is named like 3.12 or 3.12.4; it is written --python-version=X.Y"
    )]
    [TestCase(
        "platform",
        "manylinux-2-35",
        "--platform=manylinux-2-35: a platform tag has small letters, digits and _; it is written --platform=TAG"
    )]
    [TestCase(
        "only-binary",
        ":some:",
        "--only-binary=:some:: :all:, :none: or project names joined by commas are needed; it is written --only-binary=:all:|:none:|NAMES"
    )]
    [TestCase(
        "deny",
        "nvidia/*",
        "--deny=nvidia/*: a glob has the letters of a project name, * and ?; it is written --deny=GLOB"
    )]
    [TestCase(
        "verify-import",
        "import os",
        "--verify-import=import os: a module is named like vllm or torch.version; it is written --verify-import=MODULE"
    )]
    [TestCase("wheels", "a\0b", "--wheels=a\0b: a path holds no NUL; it is written --wheels=DIR")]
    [TestCase("wheels", null, "--wheels has no value; it is written --wheels=DIR")]
    [TestCase("wheels", "", "--wheels has no value; it is written --wheels=DIR")]
    public void A_malformed_value_is_refused_with_its_form(string name, string? value, string problem) =>
        Assert.That(OptionsGiven.ProblemsOf((name, value)), Is.EqualTo(new[] { problem }));

    [TestCase("s3://")]
    [TestCase("file://artifacts/store")]
    [TestCase("artifacts/store")]
    public void A_store_that_is_none_is_refused(string text) =>
        Assert.That(
            OptionsGiven.ProblemsOf(("store", text)).Single(),
            Does.StartWith($"--store={text}: ").And.EndWith("; it is written --store=URL")
        );

    [Test]
    public void A_value_is_given_once_unless_the_option_is_repeatable() =>
        Assert.That(
            OptionsGiven.ProblemsOf(("port", "1"), ("port", "2")),
            Is.EqualTo(new[] { "--port is given 2 times; it takes one value" })
        );

    [Test]
    public void A_problem_names_the_variable_or_setting_it_is_in()
    {
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_PORT", "x").Problems().Single(),
            Does.StartWith("CAKE_WHEELHOUSE_PORT=x: ")
        );
        Assert.That(
            new OptionsGiven().Setting("Wheelhouse_Port", "x").Problems().Single(),
            Does.StartWith("cake.config: Wheelhouse_Port=x: ")
        );
    }

    [Test]
    public void A_list_of_nothing_is_refused() =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_DENY", " ; ").Problems(),
            Is.EqualTo(new[] { "CAKE_WHEELHOUSE_DENY: ' ; ' has no value between its semicolons" })
        );

    [TestCase("basewheels", "there is no argument --basewheels; did you mean --base-wheels?")]
    [TestCase("plna", "there is no argument --plna; did you mean --plan?")]
    [TestCase("dry-run", "there is no argument --dry-run; did you mean --dryrun?")]
    [TestCase("x", "there is no argument -x")]
    [TestCase("something", "there is no argument --something")]
    public void An_unknown_argument_is_refused_with_the_nearest(string name, string problem) =>
        Assert.That(OptionsGiven.ProblemsOf((name, "1")), Is.EqualTo(new[] { problem }));

    [TestCase("relase", "there is no task 'relase'; did you mean --target=Release?")]
    [TestCase("Verify", "there is no task 'Verify'; did you mean --target=Verify-Install?")]
    [TestCase("Deploy", "there is no task 'Deploy'")]
    public void An_unknown_task_is_refused_with_the_nearest(string target, string problem) =>
        Assert.That(OptionsGiven.ProblemsOf(("target", target)), Is.EqualTo(new[] { problem }));

    [TestCase("RELEASE")]
    [TestCase("verify-install")]
    public void A_task_is_known_in_any_case(string target) =>
        Assert.DoesNotThrow(() => OptionsGiven.Arguments(("target", target)));

    [Test]
    public void An_unknown_variable_is_refused_with_the_nearest() =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_STORR", "1").Problems(),
            Is.EqualTo(
                new[]
                {
                    "the environment variable CAKE_WHEELHOUSE_STORR belongs to no option; did you mean CAKE_WHEELHOUSE_STORE?",
                }
            )
        );

    [Test]
    public void Variables_and_settings_of_Cake_itself_are_let_through() =>
        Assert.DoesNotThrow(() =>
            new OptionsGiven()
                .Variable("CAKE_PATHS_TOOLS", "/tools")
                .With(
                    ("paths_tools", "/tools"),
                    ("nuget_source", "https://host"),
                    ("settings_enablescriptcache", "true")
                )
                .Read()
        );

    [Test]
    public void What_may_come_from_the_cache_alone_is_not_built_anew() =>
        Assert.That(
            OptionsGiven.ProblemsOf(("no-cache", null), ("cache-only", null)),
            Is.EqualTo(new[] { "--no-cache and --cache-only contradict each other" })
        );

    [TestCase("index-url")]
    [TestCase("extra-index-url")]
    public void An_index_and_no_index_contradict_each_other(string name) =>
        Assert.That(
            OptionsGiven.ProblemsOf((name, "https://host/simple"), ("no-index", null)),
            Is.EqualTo(new[] { $"--{name} and --no-index contradict each other" })
        );

    [Test]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refusal = Assert.Throws<RefusedArgumentsException>(() =>
            new OptionsGiven()
                .With(("target", "relase"), ("plna", null), ("port", "abc"))
                .Variable("CAKE_WHEELHOUSE_PLAN", "x")
                .Read()
        );
        Assert.That(
            refusal!.Message,
            Is.EqualTo(
                """
                these are refused:
                    there is no task 'relase'; did you mean --target=Release?
                    there is no argument --plna; did you mean --plan?
                    --port=abc: a port is a number from 0 to 65535; it is written --port=N
                    CAKE_WHEELHOUSE_PLAN=x: a flag is true or false; it is written --plan
                  at: arguments and settings
                  hint: build/README.md says what each argument takes; ./build.cake-frosting without arguments lists the tasks
                """
            )
        );
    }

    [Test]
    public void A_secret_is_not_quoted() =>
        Assert.That(
            OptionsGiven.ProblemsOf(("index-url", "htps://user:password@host/simple")).Single(),
            Does.StartWith("--index-url=htps://***@host/simple: ")
        );
}
