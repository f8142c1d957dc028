using System.IO.Compression;
using System.Text;

namespace Wheelhouse.IntegrationTests;

/// <summary>The library as another program gets it: packed, restored from a folder, compiled against and run.</summary>
[NonParallelizable]
public sealed class Packages
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Wheelhouse" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using Wheelhouse.Versions;
        Console.WriteLine(PythonVersion.Parse("v2.9.0A0+git1") < PythonVersion.Parse("2.9") ? "earlier" : "later");
        """;

    // Nothing but the folder: what the library depends on is there already, since it was built.
    private const string OneSource = """
        <configuration>
          <packageSources><clear /><add key="packed" value="packages" /></packageSources>
        </configuration>
        """;

    // Where NuGet put the library's own dependencies when it was restored.
    private static string PackageCache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Test]
    public async Task A_program_restores_the_package_and_uses_it()
    {
        using var run = new TemporaryFolder();
        (await Pipeline.RunAsync("--target=Pack", $"--artifacts={run.Path}")).Succeeded();
        var package = Directory.GetFiles(run["packages"], "*.nupkg").Single();
        using (var archive = await ZipFile.OpenReadAsync(package))
        {
            var library = Read(archive, "lib/net10.0/Wheelhouse.dll");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Read(archive, "README.md"), Does.StartWith("# The Wheelhouse library"));
                Assert.That(
                    Read(archive, "lib/net10.0/Wheelhouse.xml"),
                    Does.Contain("T:Wheelhouse.Versions.PythonVersion")
                );
                Assert.That(
                    Read(archive, "Wheelhouse.nuspec"),
                    Does.Contain("<license type=\"expression\">MIT</license>")
                );
                Assert.That(
                    library,
                    Does.Contain("/_/lib/Wheelhouse/").And.Not.Contain(Pipeline.Repository),
                    "the same bytes from the same sources, wherever they are packed"
                );
            }
        }

        using (var symbols = await ZipFile.OpenReadAsync(Path.ChangeExtension(package, ".snupkg")))
        {
            Assert.That(symbols.GetEntry("lib/net10.0/Wheelhouse.pdb"), Is.Not.Null);
        }

        await File.WriteAllTextAsync(run["user.csproj"], Project);
        await File.WriteAllTextAsync(run["Program.cs"], Program);
        await File.WriteAllTextAsync(run["nuget.config"], OneSource);
        var variables = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = run["restored"],
            ["RestoreFallbackFolders"] = PackageCache,
        };
        var user = await Pipeline.RunAsync("dotnet", ["run", "--project", run["user.csproj"]], variables);
        Assert.That(user.Succeeded().Output.Trim(), Is.EqualTo("earlier"));
    }

    private static string Read(ZipArchive archive, string name)
    {
        using var entry = archive.GetEntry(name)!.Open();
        using var reader = new StreamReader(entry, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
