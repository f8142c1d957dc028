using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>A fixture that rewrites wheels of its folder into the folder's <c>out</c>.</summary>
public abstract class RewritingTests : TestFolder
{
    /// <summary>Opens wheels as pip does, and proves every RECORD row and CRC.</summary>
    private protected const string Verify = """
        import base64, csv, hashlib, io, sys, zipfile
        for path in sys.argv[1:]:
            with zipfile.ZipFile(path) as wheel:
                assert wheel.testzip() is None
                record = [n for n in wheel.namelist() if n.endswith('.dist-info/RECORD')]
                assert len(record) == 1 and wheel.namelist()[-1] == record[0], record
                rows = {r[0]: r for r in csv.reader(io.StringIO(wheel.read(record[0]).decode()))}
                files = [n for n in wheel.namelist() if not n.endswith('/')]
                assert sorted(rows) == sorted(files), (sorted(rows), sorted(files))
                for name, (_, digest, size) in rows.items():
                    if name == record[0]:
                        assert (digest, size) == ('', '')
                        continue
                    data = wheel.read(name)
                    want = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                    assert digest == 'sha256=' + want and int(size) == len(data), name
        print('good', end='')
        """;

    private protected string Output => Path.Combine(Folder, "out");

    private protected void AssertNothingThere()
    {
        Assert.That(Path.Exists(Output), Is.False);
        AssertNothingBeside();
    }

    /// <summary>Nothing but wheels and the output folder is there: what was written on the way is gone.</summary>
    private protected void AssertNothingBeside() =>
        Assert.That(
            Directory
                .GetFileSystemEntries(Folder)
                .Where(path => path != Output && !path.EndsWith(".whl", StringComparison.Ordinal)),
            Is.Empty
        );

    private protected FileInfo[] FilesThere() =>
        new DirectoryInfo(Output).GetFiles("*", new EnumerationOptions { AttributesToSkip = 0 });

    private protected WheelSetPlan Plan(string policy, params IReadOnlyList<TestWheel> wheels) =>
        WheelSetRewriter.Plan(
            [.. wheels.Select(wheel => WheelFile.Read(wheel.Write(Folder)))],
            VersionPolicy.Parse(policy)
        );

    private protected Task<IReadOnlyList<RewrittenWheel>> RewriteAsync(
        string policy,
        params IReadOnlyList<TestWheel> wheels
    ) => WheelSetRewriter.ApplyAsync(Plan(policy, wheels), Output, CancellationToken.None);
}
