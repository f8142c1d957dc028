using System.Numerics;
using System.Text;
using Wheelhouse.Closure;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Tags;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests;

/// <summary>
/// The names and signatures that programs outside this repository compile against, each spelled out with its type:
/// that this file compiles is most of the test.
/// </summary>
public sealed class PublicNames
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["implementation_name"] = "cpython",
        ["implementation_version"] = "3.12.11",
        ["os_name"] = "posix",
        ["platform_machine"] = "x86_64",
        ["platform_python_implementation"] = "CPython",
        ["platform_release"] = "6.8.0",
        ["platform_system"] = "Linux",
        ["platform_version"] = "#66-Ubuntu SMP",
        ["python_full_version"] = "3.12.11",
        ["python_version"] = "3.12",
        ["sys_platform"] = "linux",
    };

    [Test]
    public void A_version_has_its_parts_and_its_order()
    {
        PythonVersion version = PythonVersion.Parse("v1!2.9.0RC1.post2.dev3+Git.1");
        bool isVersion = PythonVersion.TryParse("2.9.0", out PythonVersion? final);
        BigInteger epoch = version.Epoch;
        IReadOnlyList<BigInteger> release = version.Release;
        PreRelease? pre = version.Pre;
        BigInteger? post = version.Post;
        BigInteger? dev = version.Dev;
        string? local = version.Local;
        PythonVersion @public = version.Public;
        PythonVersion @base = version.BaseVersion;
        bool[] kinds = [version.IsPrerelease, version.IsPostrelease, version.IsDevrelease];
        int order = version.CompareTo(final);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isVersion);
            Assert.That(PythonVersion.TryParse("2.9.0-", out _), Is.False);
            Assert.That(() => PythonVersion.Parse("2.9.0-"), Throws.TypeOf<InvalidVersionException>());
            Assert.That(version.ToString(), Is.EqualTo("1!2.9.0rc1.post2.dev3+git.1"));
            Assert.That($"{epoch} {string.Join('.', release)} {pre} {post} {dev}", Is.EqualTo("1 2.9.0 rc1 2 3"));
            Assert.That($"{pre?.Phase} {pre?.Number}", Is.EqualTo("rc 1"));
            Assert.That(local, Is.EqualTo("git.1"));
            Assert.That(@public.ToString(), Is.EqualTo("1!2.9.0rc1.post2.dev3"));
            Assert.That(@base.ToString(), Is.EqualTo("1!2.9.0"));
            Assert.That(kinds, Is.All.True);
            Assert.That(order, Is.Positive);
            Assert.That(version, Is.InstanceOf<IComparable<PythonVersion>>());
            Assert.That(version > final! && version >= final && final < version && final <= version);
            Assert.That(final == PythonVersion.Parse("2.9") && final != version);
            Assert.That(final!.Equals(PythonVersion.Parse("2.9")));
            Assert.That(final.GetHashCode(), Is.EqualTo(PythonVersion.Parse("2.9").GetHashCode()));
        }
    }

    [Test]
    public void A_set_of_specifiers_contains_versions()
    {
        SpecifierSet set = SpecifierSet.Parse(">=2.9 ,<3");
        bool isSet = SpecifierSet.TryParse("~=2", out SpecifierSet? none);
        PythonVersion candidate = PythonVersion.Parse("2.10rc1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isSet, Is.False);
            Assert.That(none, Is.Null);
            Assert.That(() => SpecifierSet.Parse("~=2"), Throws.TypeOf<InvalidSpecifierException>());
            Assert.That(set.Contains(candidate));
            Assert.That(set.Contains(candidate, null));
            Assert.That(set.Contains(version: candidate, allowPrereleases: true));
            Assert.That(set.Contains(candidate, false), Is.False);
            Assert.That(set.ToString(), Is.EqualTo("<3,>=2.9"));
        }
    }

    [Test]
    public void A_requirement_has_its_parts()
    {
        Requirement requirement = Requirement.Parse("Foo.Bar[B,a]>=1 ; python_version > '3'");
        bool isRequirement = Requirement.TryParse("foo @ https://example.org/foo.whl", out Requirement? direct);
        string name = requirement.Name;
        ProjectName projectName = requirement.ProjectName;
        IReadOnlyList<ExtraName> extras = requirement.Extras;
        SpecifierSet specifiers = requirement.Specifiers;
        string? url = direct?.Url;
        Marker? marker = requirement.Marker;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isRequirement);
            Assert.That(() => Requirement.Parse("]"), Throws.TypeOf<InvalidRequirementException>());
            Assert.That(name, Is.EqualTo("Foo.Bar"));
            Assert.That(projectName.ToString(), Is.EqualTo("foo-bar"));
            Assert.That(string.Join(',', extras), Is.EqualTo("a,b"));
            Assert.That(specifiers.ToString(), Is.EqualTo(">=1"));
            Assert.That(url, Is.EqualTo("https://example.org/foo.whl"));
            Assert.That(marker?.ToString(), Is.EqualTo("python_version > \"3\""));
        }
    }

    [Test]
    public void A_marker_is_evaluated_in_an_environment()
    {
        Marker marker = Marker.Parse("python_full_version >= '3.12.11' and (extra == 'x' or sys_platform == 'linux')");
        bool isMarker = Marker.TryParse("python_version", out Marker? none);
        MarkerEnvironment given = MarkerEnvironment.FromDictionary(Variables);
        MarkerEnvironment ofText = MarkerEnvironment.ForTarget("3.12.11", "manylinux_2_35_x86_64");
        MarkerEnvironment ofVersion = MarkerEnvironment.ForTarget(
            pythonVersion: PythonVersion.Parse("3.12"),
            platform: "win_amd64"
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isMarker, Is.False);
            Assert.That(none, Is.Null);
            Assert.That(() => Marker.Parse("python_version"), Throws.TypeOf<InvalidMarkerException>());
            Assert.That(marker.Evaluate(given));
            Assert.That(marker.Evaluate(environment: ofText, extra: "X"));
            Assert.That(marker.Evaluate(ofVersion, "x"), Is.False);
            Assert.That(
                () => Marker.Parse("os_name ~= 'a'").Evaluate(given),
                Throws.InstanceOf<WheelhouseException>().And.TypeOf<UndefinedComparisonException>()
            );
        }
    }

    [Test]
    public void A_file_name_has_its_parts()
    {
        WheelFileName fileName = WheelFileName.Parse("Foo_Bar-1.0-1a-cp312.cp313-abi3-linux_x86_64.whl");
        bool isFileName = WheelFileName.TryParse("foo-1.0-py3-none-any.whl", out WheelFileName? plain);
        ProjectName project = fileName.Project;
        PythonVersion version = fileName.Version;
        string? build = fileName.Build;
        IReadOnlyList<WheelTag> tags = fileName.Tags;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isFileName);
            Assert.That(plain?.Build, Is.Null);
            Assert.That(() => WheelFileName.Parse("foo"), Throws.TypeOf<InvalidWheelFileNameException>());
            Assert.That($"{project} {version} {build}", Is.EqualTo("foo-bar 1.0 1a"));
            Assert.That(
                tags.Select(tag => tag.ToString()),
                Is.EqualTo(["cp312-abi3-linux_x86_64", "cp313-abi3-linux_x86_64"])
            );
        }
    }

    [Test]
    public void Names_and_tags_are_read_and_told()
    {
        ProjectName name = ProjectName.Parse("Foo__Bar");
        WheelTag tag = WheelTag.Parse("cp312-cp312-linux_x86_64");
        IReadOnlyList<WheelTag> supported = SupportedTags.ForCPython(
            3,
            14,
            "manylinux_2_35_x86_64",
            freeThreaded: true
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProjectName.TryParse("-", out _), Is.False);
            Assert.That(name.ToString(), Is.EqualTo("foo-bar"));
            Assert.That($"{tag.Interpreter} {tag.Abi} {tag.Platform}", Is.EqualTo("cp312 cp312 linux_x86_64"));
            Assert.That(supported[0].ToString(), Is.EqualTo("cp314-cp314t-manylinux_2_35_x86_64"));
        }
    }

    [TestCase("2.1")]
    [TestCase("2.2")]
    [TestCase("2.3")]
    [TestCase("2.4")]
    [TestCase("2.5")]
    [TestCase("2.6")]
    public void Metadata_has_headers_and_a_body(string version)
    {
        var bytes = Encoding.UTF8.GetBytes(
            $"Metadata-Version: {version}\nName: Foo\nVersion: 1.0\nRequires-Dist: bar\n\n# Foo\n\nVersion: 2\n"
        );
        CoreMetadata metadata = CoreMetadata.Parse(bytes, "METADATA");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata.MetadataVersion, Is.EqualTo(version));
            Assert.That($"{metadata.Name} {metadata.Version}", Is.EqualTo("foo 1.0"));
            Assert.That(metadata.RequiresDist.Select(requirement => requirement.Name), Is.EqualTo(["bar"]));
            Assert.That(Encoding.UTF8.GetString(metadata.Body.Span), Is.EqualTo("# Foo\n\nVersion: 2\n"));
            Assert.That(metadata.Bytes.ToArray(), Is.EqualTo(bytes));
        }
    }

    [Test]
    public void A_record_has_entries()
    {
        RecordFile record = RecordFile.Parse("a.py,sha256=AA,3\nRECORD,,\n"u8, "RECORD");
        RecordEntry entry = record.Entries[0];
        Assert.That($"{entry.Path} {entry.Hash} {entry.Size}", Is.EqualTo("a.py sha256=AA 3"));
    }

    [Test]
    public void A_closure_is_audited()
    {
        ClosureReport report = ClosureAudit.Audit(
            [Requirement.Parse("vllm")],
            [],
            [TargetEnvironment.ForCPython(PythonVersion.Parse("3.12"), "manylinux_2_35_x86_64")]
        );
        Assert.That(report.IsClosed, Is.False);
    }
}
