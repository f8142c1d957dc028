using System.Runtime.Versioning;

namespace Wheelhouse.Build.Tests.Launching;

[UnsupportedOSPlatform("windows")]
public sealed class Launcher
{
    private LauncherSandbox sandbox = null!;

    [SetUp]
    public void MakeSandbox() => sandbox = new LauncherSandbox();

    [TearDown]
    public void RemoveSandbox() => sandbox.Dispose();

    [Test]
    public void Every_argument_is_passed_on_unchanged_and_nothing_else_is_said()
    {
        string[] arguments =
        [
            "--help",
            "-v",
            "-e",
            "a b",
            "it's \"so\"",
            "$HOME `date` \\ *",
            "",
            "--x=1;2",
            "two\nlines",
        ];
        var run = sandbox.Start(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(
                run.Output,
                Is.EqualTo(
                    $"host: one\nfolder: {sandbox.Folder}\n"
                        + string.Join('\n', arguments.Select(text => "argument: " + text))
                )
            );
            Assert.That(run.Error, Is.Empty);
        });
    }

    [Test]
    public void The_host_s_exit_code_is_the_launcher_s() =>
        Assert.That(sandbox.StartWith(new() { ["CODE"] = "2" }, []).Code, Is.EqualTo(2));

    [Test]
    public void It_works_through_symbolic_links_from_another_folder()
    {
        var elsewhere = Directory.CreateDirectory(Path.Join(sandbox.Folder, "else where")).FullName;
        var first = Path.Join(elsewhere, "first");
        var second = Path.Join(elsewhere, "second link");
        File.CreateSymbolicLink(first, "../the repository/build.cake-frosting");
        File.CreateSymbolicLink(second, first);
        var run = sandbox.StartWith([], ["x"], launcher: second, folder: elsewhere);
        Assert.That(run.Output, Is.EqualTo($"host: one\nfolder: {elsewhere}\nargument: x"));
    }

    [Test]
    public void It_works_when_started_by_a_relative_path()
    {
        var run = sandbox.StartWith([], ["-c", "./build.cake-frosting x"], launcher: "sh", folder: sandbox.Repository);
        Assert.That(run.Output, Does.EndWith("argument: x"));
    }

    [Test]
    public void A_second_start_builds_nothing()
    {
        sandbox.Start();
        sandbox.Start();
        Assert.That(sandbox.Builds, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_host_is_built_apart_from_the_solution_s_output()
    {
        sandbox.Start();
        Assert.That(
            sandbox.Builds.Single(),
            Does.Contain("--configuration Release")
                .And.Contain("--artifacts-path " + sandbox.Repository + "/build/bin/host/")
        );
    }

    [TestCase("build/Program.cs")]
    [TestCase("build/Tasks/New.cs")]
    [TestCase("lib/Library.cs")]
    [TestCase("Directory.Packages.props")]
    public void A_changed_source_is_built_even_with_an_old_date(string path)
    {
        sandbox.Start();
        sandbox.Write(path, "two");
        File.SetLastWriteTimeUtc(Path.Join(sandbox.Repository, path), DateTime.UnixEpoch);
        sandbox.Start();
        Assert.That(sandbox.Builds, Has.Length.EqualTo(2));
    }

    [Test]
    public void A_removed_source_is_built()
    {
        sandbox.Start();
        File.Delete(Path.Join(sandbox.Repository, "lib/Library.cs"));
        sandbox.Start();
        Assert.That(sandbox.Builds, Has.Length.EqualTo(2));
    }

    [Test]
    public void Another_sdk_builds_anew()
    {
        sandbox.Start();
        sandbox.StartWith(new() { ["SDK"] = "10.0.200" }, []);
        Assert.That(sandbox.Builds, Has.Length.EqualTo(2));
    }

    [TestCase("build/README.md")]
    [TestCase("build/bin/Debug/Wheelhouse.Build.dll")]
    [TestCase("lib/obj/project.assets.json")]
    [TestCase("tests/Test.cs")]
    public void What_is_no_source_of_the_host_is_not_built(string path)
    {
        sandbox.Start();
        sandbox.Write(path, "two");
        sandbox.Start();
        Assert.That(sandbox.Builds, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_host_of_a_run_under_way_is_left_alone_by_later_builds()
    {
        sandbox.Start();
        sandbox.Write("build/Program.cs", "two");
        var run = sandbox.Start();
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.StartWith("host: two"));
            Assert.That(
                sandbox.Hosts.Select(host => File.ReadAllText(Path.Join(host, "Wheelhouse.Build.dll"))),
                Is.EquivalentTo(new[] { "one", "two" })
            );
        });
    }

    [Test]
    public void A_host_that_nobody_used_for_a_week_is_removed()
    {
        sandbox.Start();
        Directory.SetLastWriteTimeUtc(sandbox.Hosts.Single(), DateTime.UtcNow.AddDays(-9));
        sandbox.Write("build/Program.cs", "two");
        sandbox.Start();
        Assert.That(sandbox.Hosts, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_start_keeps_its_host_for_another_week()
    {
        sandbox.Start();
        Directory.SetLastWriteTimeUtc(sandbox.Hosts.Single(), DateTime.UtcNow.AddDays(-9));
        sandbox.Start();
        Assert.That(Directory.GetLastWriteTimeUtc(sandbox.Hosts.Single()), Is.GreaterThan(DateTime.UtcNow.AddDays(-1)));
    }

    [Test]
    public void A_source_edited_during_the_build_is_built_again()
    {
        var run = sandbox.StartWith(new() { ["EDITED"] = "yes" }, ["x"]);
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Is.EqualTo($"host: edited\nfolder: {sandbox.Folder}\nargument: x"));
            Assert.That(sandbox.Builds, Has.Length.EqualTo(2));
            Assert.That(sandbox.Hosts, Has.Length.EqualTo(1));
        });
    }

    [Test]
    public void Starts_at_the_same_time_end_in_one_host()
    {
        Parallel.For(0, 4, _ => Assert.That(sandbox.Start().Output, Does.StartWith("host: one")));
        Assert.That(sandbox.Hosts, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_build_that_fails_is_shown_on_standard_error_and_leaves_nothing()
    {
        var run = sandbox.StartWith(new() { ["BROKEN"] = "yes" }, []);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(1));
            Assert.That(run.Output, Is.Empty);
            Assert.That(
                run.Error,
                Is.EqualTo(
                    "chatter of the build\nthe reason\nbuild.cake-frosting: the pipeline could not be built; the reasons are above\n"
                )
            );
            Assert.That(sandbox.Hosts, Is.Empty);
        });
    }

    [Test]
    public void A_missing_dotnet_is_said_with_how_to_mend_it()
    {
        var programs = Directory.CreateDirectory(Path.Join(sandbox.Folder, "programs")).FullName;
        foreach (var name in new[] { "dirname", "readlink", "sh" })
        {
            File.CreateSymbolicLink(Path.Join(programs, name), "/bin/" + name);
        }

        var run = sandbox.StartWith(new() { ["PATH"] = programs }, []);
        Assert.That(
            run,
            Is.EqualTo(
                new ProcessRun(
                    1,
                    "",
                    "build.cake-frosting: the program 'dotnet' was not found\n"
                        + "build.cake-frosting: install the .NET SDK 10.0 (https://dotnet.microsoft.com/download)"
                        + " and put its folder on PATH\n"
                )
            )
        );
    }

    [TestCase("")]
    [TestCase("9.0.100")]
    public void An_older_dotnet_is_said_with_how_to_mend_it(string sdk)
    {
        var run = sandbox.StartWith(new() { ["SDK"] = sdk }, []);
        Assert.That(
            run,
            Is.EqualTo(
                new ProcessRun(
                    1,
                    "",
                    "build.cake-frosting: the .NET SDK 10.0 or a later 10.x is needed; found: 8.0.100 9.0.100\n"
                        + "build.cake-frosting: install it (https://dotnet.microsoft.com/download);"
                        + " global.json says which versions will do\n"
                )
            )
        );
    }
}
