using Wheelhouse.Inspection;
using Wheelhouse.Tests.Elf;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Good wheels with some bytes changed: whatever they say, the answer is a result or an error of this library.</summary>
public sealed class MutatedWheels : TestFolder
{
    // What matters is mostly at the end: the directory and the end records.
    private const int Tail = 600;
    private const int Seed = 427;

    [Test, CancelAfter(600_000)]
    public void A_mutated_wheel_gives_a_result_or_an_error_that_names_it()
    {
        var random = new Random(Seed);
        var seeds = Seeds().ToList();
        for (var i = 0; i < Mutation.Count; i++)
        {
            var mutated = Mutation.Of(seeds[random.Next(seeds.Count)], random, Tail);
            var path = Path.Combine(Folder, "demo-1.0-py3-none-any.whl");
            File.WriteAllBytes(path, mutated);
            try
            {
                // Inspecting never fails, whatever the wheel says.
                WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = i % 2 == 0 });
            }
            catch (Exception error)
            {
                throw Kept(path, i, error);
            }

            try
            {
                ReadAll(path);
                RewriteAsync(path).GetAwaiter().GetResult();
            }
            catch (WheelhouseException)
            {
                // The usual outcome; anything else fails the test with its own message.
            }
            catch (Exception error)
            {
                throw Kept(path, i, error);
            }
        }
    }

    private static AssertionException Kept(string path, int number, Exception error)
    {
        var kept = Path.Combine(Path.GetTempPath(), "mutated-wheel.whl");
        File.Copy(path, kept, overwrite: true);
        return new AssertionException($"mutation {number} of seed {Seed}, kept as {kept}: {error}");
    }

    private static IEnumerable<byte[]> Seeds()
    {
        var wheel = TestWheel
            .Of("demo", "1.0", "torch==2.9.0a0+git1", "numpy>=1; extra == 'x'")
            .Add(new RawMember("demo/_C.so", new RawElf { Needed = ["libc.so.6"] }.ToBytes()))
            .AddDistInfo("licenses/LICENSE", "MIT");
        yield return new RawZip().ToBytes(wheel.Members());
        yield return new RawZip().ToBytes([
            .. wheel
                .Members()
                .Select(member => new RawMember(member.Name, member.Content) { Method = RawMember.Stored }),
        ]);
        yield return new RawZip
        {
            Zip64 = at => RawZip.Zip64End(at.Offset, at.Size, at.Count, at.Offset + at.Size),
            Count = 0xffff,
            DirectoryOffset = 0xffffffff,
            DirectorySize = 0xffffffff,
            Comment = [1, 2, 3],
        }.ToBytes(wheel.Members());
    }

    private static void ReadAll(string path)
    {
        using var archive = WheelArchive.Open(path);
        WheelFile.Read(path);
        RecordFile.Parse(archive.Read(archive.Record, 1 << 20), path);
        foreach (var member in archive.Members)
        {
            archive.Read(member, 1 << 20);
        }
    }

    /// <summary>Whatever was written must be read again, whatever it was made from.</summary>
    private async Task RewriteAsync(string path)
    {
        var output = Path.Combine(Folder, "out");
        var plan = WheelSetRewriter.Plan([WheelFile.Read(path)], VersionPolicy.Parse("local:x"));
        var written = await WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None);
        StrictZip.Read(await File.ReadAllBytesAsync(written[0].Path));
        WheelFile.Read(written[0].Path);
        Directory.Delete(output, recursive: true);
    }
}
