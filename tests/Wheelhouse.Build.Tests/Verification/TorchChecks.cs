using Wheelhouse.Build.Tests.Tools;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Build.Verification;

namespace Wheelhouse.Build.Tests.Verification;

public sealed class TorchChecks
{
    [Test]
    public void A_torch_for_ROCm_whose_GPUs_compute_is_in_order()
    {
        var torch = Ask(
            """{"version": "2.9.0", "hip": "7.1.1", "gpus": [{"name": "AMD Instinct MI300X", "sum": 1047552.0, "product": 262144.0}]}"""
        );
        Assert.That(torch.Gpus.Single().Name, Is.EqualTo("AMD Instinct MI300X"));
        Assert.That(() => torch.Require("image"), Throws.Nothing);
    }

    [Test]
    public void A_torch_without_hip_is_refused() =>
        Assert.That(
            () => Ask("""{"version": "2.9.0+cu128", "hip": null, "gpus": []}""").Require("image"),
            Throws
                .TypeOf<TorchNotForRocmException>()
                .With.Message.Contains("torch 2.9.0+cu128 is not built for ROCm: torch.version.hip is not set")
        );

    [TestCase(1047551, 262144)]
    [TestCase(1047552, 0)]
    public void A_GPU_that_computes_wrongly_is_refused(double sum, double product) =>
        Assert.That(
            () => new TorchCheck("2.9.0", "7.1.1", [new TorchGpu("MI300X", sum, product)]).Require("image"),
            Throws.TypeOf<TorchNotForRocmException>().With.Message.Contains("computes wrongly on MI300X")
        );

    [Test]
    public void A_kernel_that_fails_is_told_with_what_it_said() =>
        Assert.That(
            () => Ask("", 1, "RuntimeError: HIP error: invalid device function"),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains("a kernel of torch failed with exit code 1")
                .And.Message.Contains("invalid device function")
        );

    [TestCase("/dev/kfd;/dev/dri", "/dev/kfd", "/dev/dri")]
    [TestCase("/dev/dri/renderD129", "/dev/dri/renderD129")]
    public void Devices_are_paths(string text, params string[] paths) =>
        Assert.That(GpuDevices.Parse(text).Paths, Is.EqualTo(paths));

    [TestCase("kfd")]
    [TestCase("")]
    [TestCase("/dev/kfd:/dev/mem")]
    public void Other_texts_are_no_devices(string text) =>
        Assert.That(() => GpuDevices.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void Groups_are_the_machines_numbers_or_else_names() =>
        Assert.That(GpuDevices.Groups(["root:x:0:", "video:x:44:ada"]), Is.EqualTo(["44", "render"]));

    private static TorchCheck Ask(string line, int exitCode = 0, string error = "")
    {
        var processes = new FakeProcesses
        {
            ExitCode = exitCode,
            StandardOutput = ["a warning", line],
            StandardError = [error],
        };
        return TorchCheck.Run(new PythonRunner(new FakeContext(processes)), "/bin/sh", CancellationToken.None)!;
    }
}
