using Wheelhouse.Build.Tools.Auditwheel;

namespace Wheelhouse.Build.Tests.Tools;

public sealed class AuditwheelCommands
{
    [Test]
    public void A_repair_names_its_platform_and_what_stays_out()
    {
        var processes = new FakeProcesses();
        var context = new FakeContext(processes);
        new AuditwheelRunner(context).Repair(
            "/staged/auditwheel/bin/python",
            new AuditwheelRepairSettings
            {
                Plat = "auto",
                WheelDir = "/staged/my wheels",
                Exclude = ["libamdhip64*", "libtorch*"],
            },
            "/base/torch-2.9.0-cp312-cp312-linux_x86_64.whl",
            CancellationToken.None
        );
        var path = context.Environment.GetEnvironmentVariable("PATH");
        Assert.That(
            processes.Commands.Single(),
            Is.EqualTo(
                $"/usr/bin/env PATH=/staged/auditwheel/bin:{path} /staged/auditwheel/bin/python -I -X utf8 -m auditwheel repair"
                    + " --plat auto --wheel-dir \"/staged/my wheels\" --exclude libamdhip64* --exclude libtorch*"
                    + " /base/torch-2.9.0-cp312-cp312-linux_x86_64.whl"
            )
        );
    }
}
