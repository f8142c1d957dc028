using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Wheels that others built, and the installer that others use, as far as this machine has them.</summary>
public sealed class RealWheels : TestFolder
{
    [Test]
    public async Task Wheels_that_python_brings_along_are_rewritten()
    {
        const string Find = """
            import glob, importlib.util, os
            spec = importlib.util.find_spec('ensurepip')
            bundled = [os.path.join(os.path.dirname(spec.origin), '_bundled')] if spec else []
            places = bundled + ['/usr/share/python-wheels']
            print('\n'.join(path for place in places for path in glob.glob(os.path.join(place, '*.whl'))), end='')
            """;
        var paths = PythonTool.Run(Find).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (paths.Length == 0)
        {
            Assert.Ignore("this Python brings no wheels along");
        }

        var wheels = paths.DistinctBy(path => Path.GetFileName(path)).Select(WheelFile.Read).ToList();
        var plan = WheelSetRewriter.Plan(wheels, VersionPolicy.Parse("local:rocm7.1"));
        foreach (var wheel in await WheelSetRewriter.ApplyAsync(plan, Folder, CancellationToken.None))
        {
            Assert.That(StrictZip.Read(await File.ReadAllBytesAsync(wheel.Path)), Is.Not.Empty);
            Assert.That(WheelFile.Read(wheel.Path).Metadata.Version.Local, Is.EqualTo("rocm7.1"));
            PythonTool.Run("import sys, zipfile; assert zipfile.ZipFile(sys.argv[1]).testzip() is None", wheel.Path);
        }
    }

    [Test]
    public async Task Pip_installs_a_rewritten_set_by_name()
    {
        var wheels = new[]
        {
            TestWheel.Of("torch", "2.9.0a0+git1c57644"),
            TestWheel.Of("torchvision", "0.24.0a0+98f8b37", "torch==2.9.0a0+git1c57644"),
        };
        var plan = WheelSetRewriter.Plan(
            [.. wheels.Select(wheel => WheelFile.Read(wheel.Write(Folder)))],
            VersionPolicy.Release
        );
        var output = Path.Combine(Folder, "out");
        await WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None);
        const string Install = """
            import importlib.util, os, subprocess, sys
            if importlib.util.find_spec('pip') is None:
                print('no pip', end='')
                sys.exit()
            links, target = sys.argv[1:]
            arguments = ['--no-index', '--find-links', links, '--target', target, '--no-compile', 'torchvision']
            subprocess.run([sys.executable, '-m', 'pip', '--isolated', '-q', 'install', *arguments], check=True)
            print(' '.join(sorted(name for name in os.listdir(target) if name.endswith('.dist-info'))), end='')
            """;
        var installed = PythonTool.Run(Install, output, Path.Combine(Folder, "target"));
        Assert.That(installed, Is.EqualTo("torch-2.9.0.dist-info torchvision-0.24.0.dist-info").Or.EqualTo("no pip"));
    }
}
