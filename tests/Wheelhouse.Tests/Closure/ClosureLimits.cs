using System.Diagnostics;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Closure;

/// <summary>What real sets cost, and what hostile ones cannot make it cost.</summary>
public sealed class ClosureLimits
{
    private static readonly TargetEnvironment Environment = TargetEnvironment.ForCPython(
        PythonVersion.Parse("3.12.1"),
        "manylinux_2_35_x86_64"
    );

    [Test]
    public void Five_hundred_wheels_are_audited_in_a_blink()
    {
        var wheels = Enumerable
            .Range(0, 500)
            .Select(number =>
                MadeWheel.Of(
                    $"p{number} 1.{number}",
                    [
                        .. Enumerable
                            .Range(1, 12)
                            .Where(step => number + step < 500)
                            .Select(step => $"p{number + step}>=1,<2"),
                        .. Enumerable
                            .Range(0, 12)
                            .Select(extra => $"q{extra}>=1.2 ; python_version >= '3.9' and extra == 'x{extra}'"),
                    ]
                )
            )
            .ToList();
        // The best of some: the machine may be busy with other tests.
        var report = Audit("p0", wheels);
        var fastest = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var watch = Stopwatch.StartNew();
            report = Audit("p0", wheels);
            fastest = Math.Min(fastest, watch.ElapsedMilliseconds);
        }

        TestContext.Out.WriteLine($"{fastest} ms");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(report.Needed, Has.Count.EqualTo(500));
            Assert.That(fastest, Is.LessThan(200));
        }
    }

    [Test]
    public void A_long_chain_does_not_overflow_the_stack()
    {
        var wheels = Enumerable
            .Range(0, 20_000)
            .Select(number => MadeWheel.Of($"p{number} 1", $"p{number + 1}"))
            .ToList();
        var report = Audit("p0", wheels);
        Assert.That(report.Problems.Single().Chain.Links, Has.Count.EqualTo(20_001));
    }

    [Test]
    public void A_dead_end_goes_back_past_decisions_that_have_no_part_in_it()
    {
        // Twenty projects of twenty versions stand between the choice of a and what it leads to: 20^20 ways to be slow.
        var wheels = new List<WheelFile>();
        foreach (var project in Enumerable.Range(0, 20))
        {
            wheels.AddRange(Enumerable.Range(1, 20).Select(version => MadeWheel.Of($"p{project} {version}")));
        }

        var between = string.Join(' ', Enumerable.Range(0, 20).Select(project => $"p{project}"));
        wheels.Add(MadeWheel.Of("a 2", "b==2"));
        wheels.Add(MadeWheel.Of("a 1", "b==1"));
        wheels.Add(MadeWheel.Of("b 2", "c==2"));
        wheels.Add(MadeWheel.Of("b 1", "c==1"));
        wheels.Add(MadeWheel.Of("c 2", "d"));
        wheels.Add(MadeWheel.Of("c 1"));
        wheels.Add(MadeWheel.Of("d 1", "missing"));
        var watch = Stopwatch.StartNew();
        var report = ClosureAudit.Audit(
            [.. $"a {between}".Split(' ').Select(Requirement.Parse)],
            wheels,
            [Environment]
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(watch.ElapsedMilliseconds, Is.LessThan(2000));
        }
    }

    [Test]
    public void A_set_made_to_be_hard_is_given_up_in_time()
    {
        // Ten pigeons, nine holes: every version of a pigeon rules out that hole for all others.
        const int Pigeons = 10;
        var wheels = new List<WheelFile>();
        foreach (var pigeon in Enumerable.Range(0, Pigeons))
        {
            foreach (var hole in Enumerable.Range(1, Pigeons - 1))
            {
                wheels.Add(
                    MadeWheel.Of(
                        $"p{pigeon} {hole}",
                        [
                            .. Enumerable
                                .Range(0, Pigeons)
                                .Where(other => other != pigeon)
                                .Select(other => $"p{other}!={hole}"),
                        ]
                    )
                );
            }
        }

        var watch = Stopwatch.StartNew();
        var report = ClosureAudit.Audit(
            [.. Enumerable.Range(0, Pigeons).Select(pigeon => Requirement.Parse($"p{pigeon}"))],
            wheels,
            [Environment]
        );
        TestContext.Out.WriteLine($"{watch.ElapsedMilliseconds} ms\n{string.Join('\n', report.Problems)}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed, Is.False);
            Assert.That(report.Problems, Is.Not.Empty);
            Assert.That(watch.ElapsedMilliseconds, Is.LessThan(10_000));
        }
    }

    private static ClosureReport Audit(string root, IReadOnlyList<WheelFile> wheels) =>
        ClosureAudit.Audit([Requirement.Parse(root)], wheels, [Environment]);
}
