using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using Newtonsoft.Json.Linq;

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
        </Project>
        """;

    private const string Program = """
        using Wheelhouse.Versions;
        Console.WriteLine(PythonVersion.Parse("v2.9.0A0+git1") < PythonVersion.Parse("2.9") ? "earlier" : "later");
        """;

    private const string GitHub = "https://github.com/OWNER/WHEELHOUSE";

    // All that lies here, with a remote that SourceLink knows; and the host that these sources were built to, where it is the last
    // that ran.
    private const string Clone = """
        git clone --quiet --shared --no-checkout "$1" "$2"
        git -C "$2" remote set-url origin "$3"
        cd "$1"
        git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create | tar --extract --directory="$2"
        mkdir -p "$2/build/bin/host"
        cp -a "$(ls -td build/bin/host/*/ | head -n 1)" "$2/build/bin/host/"
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
        using var elsewhere = new TemporaryFolder();
        var clone = elsewhere["clone"];
        (await Pipeline.RunAsync("sh", ["-euc", Clone, "sh", Pipeline.Repository, clone, GitHub], [])).Succeeded();
        var launcher = Path.Join(clone, "build.cake-frosting");
        (await Pipeline.RunAsync(launcher, ["--target=Pack", $"--artifacts={run.Path}"], [])).Succeeded();
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
                        .And.Contain($"<repository type=\"git\" url=\"{GitHub}\" ")
                );
                Assert.That(
                    library,
                    Does.Contain("/_/lib/Wheelhouse/").And.Not.Contain(clone),
                    "the same bytes from the same sources, wherever they are packed"
                );
            }
        }

        using (var symbols = await ZipFile.OpenReadAsync(Path.ChangeExtension(package, ".snupkg")))
        {
            var head = await Pipeline.RunAsync("git", ["-C", clone, "rev-parse", "HEAD"], []);
            var commit = head.Succeeded().Output.Trim();
            Assert.That(
                (string?)SourceLinkOf(symbols, "lib/net10.0/Wheelhouse.pdb")["documents"]!["/_/*"],
                Is.EqualTo($"https://raw.githubusercontent.com/OWNER/WHEELHOUSE/{commit}/*")
            );
        }

        await File.WriteAllTextAsync(run["user.csproj"], Project);
        await File.WriteAllTextAsync(run["Program.cs"], Program);
        await File.WriteAllTextAsync(run["nuget.config"], OneSource);
        var variables = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = run["restored"],
            ["RestoreFallbackFolders"] = PackageCache,
        };
        var add = Documents
            .Inline("lib/README.md", "dotnet add package ")
            .Replace("DIR", "packages", StringComparison.Ordinal);
        (await Pipeline.RunAsync("sh", ["-c", $"cd \"$0\" && {add}", run.Path], variables)).Succeeded();
        var user = await Pipeline.RunAsync("dotnet", ["run", "--project", run["user.csproj"]], variables);
        Assert.That(user.Succeeded().Output.Trim(), Is.EqualTo("earlier"));
    }

    // https://github.com/dotnet/designs/blob/main/accepted/2020/diagnostics/source-link.md
    private static JObject SourceLinkOf(ZipArchive archive, string name)
    {
        var kind = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        using var symbols = new MemoryStream();
        using (var entry = archive.GetEntry(name)!.Open())
        {
            entry.CopyTo(symbols);
        }

        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var reader = provider.GetMetadataReader();
        return reader
            .GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == kind)
            .Select(information => JObject.Parse(Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value))))
            .Single();
    }

    private static string Read(ZipArchive archive, string name)
    {
        using var entry = archive.GetEntry(name)!.Open();
        using var reader = new StreamReader(entry, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
