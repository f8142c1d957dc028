using Wheelhouse.Files;
using Wheelhouse.Inspection;
using Wheelhouse.Tests.Elf;
using Wheelhouse.Wheels;
using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Good wheels changed by chance: whatever they say, the answer is a result or an error of this library.</summary>
public sealed class MutatedWheels : TestFolder
{
    // What matters is mostly at the end: the directory and the end records.
    private const int Tail = 600;
    private const int Seed = 427_000_000;

    private readonly SortedDictionary<string, int> outcomes = [];

    [Test, CancelAfter(3_600_000)]
    public async Task Changed_bytes_give_a_result_or_an_error_that_names_the_wheel()
    {
        var good = await GoodAsync();
        await MutateAsync(random => Mutation.Of(good[random.Next(good.Count)], random, Tail));
    }

    [Test, CancelAfter(3_600_000)]
    public async Task Changed_fields_give_a_result_or_an_error_that_names_the_wheel()
    {
        var good = (await GoodAsync()).ConvertAll(bytes => new ZipFields(bytes));
        await MutateAsync(random => good[random.Next(good.Count)].Mutate(random));
    }

    [Test, CancelAfter(3_600_000)]
    public Task Changed_members_give_a_result_or_an_error_that_names_the_wheel() =>
        MutateAsync(random => new RawZip().ToBytes(MutateMembers(Good().Members(), random)));

    /// <summary>Changes the text of a document, or which members there are; CRCs and sizes are right.</summary>
    private static List<RawMember> MutateMembers(List<RawMember> members, Random random)
    {
        var (from, to) = (random.Next(members.Count), random.Next(members.Count));
        var member = members[from];
        switch (random.Next(8))
        {
            case 0:
                members.RemoveAt(from);
                break;
            case 1:
                members.Insert(to, member);
                break;
            case 2:
                (members[from], members[to]) = (members[to], member);
                break;
            case 3:
                members[from] = new RawMember(members[to].Name, member.Content) { UnixMode = 0xa1ff };
                break;
            default:
                var content =
                    member.Content.Length > 0 ? Mutation.Of(member.Content, random, member.Content.Length) : [0];
                members[from] = new RawMember(member.Name, content);
                break;
        }

        return members;
    }

    private static TestWheel Good() =>
        TestWheel
            .Of("demo", "1.0", "torch==2.9.0a0+git1", "numpy>=1; extra == 'x'")
            .Add(new RawMember("demo/link", "__init__.py") { UnixMode = 0xa1ff, Method = RawMember.Stored })
            .Add(new RawMember("demo/_C.so", new RawElf { Needed = ["libc.so.6"] }.ToBytes()))
            .AddDistInfo("licenses/LICENSE", "MIT");

    private async Task<List<byte[]>> GoodAsync()
    {
        var members = Good().Members();
        return
        [
            new RawZip().ToBytes(members),
            new RawZip().ToBytes([
                .. members.Select(member => new RawMember(member.Name, member.Content) { Method = RawMember.Stored }),
            ]),
            new RawZip().ToBytes([.. members.Select(Described)]),
            new RawZip
            {
                Zip64 = at => RawZip.Zip64End(at.Offset, at.Size, at.Count, at.Offset + at.Size),
                Count = 0xffff,
                DirectoryOffset = 0xffffffff,
                DirectorySize = 0xffffffff,
                Comment = [1, 2, 3],
            }.ToBytes(members),
            await LargeAsync(),
        ];
    }

    private static RawMember Described(RawMember member) =>
        member with
        {
            Flags = RawMember.HasDescriptor,
            Descriptor =
            [
                .. BitConverter.GetBytes(0x08074b50),
                .. BitConverter.GetBytes(member.TrueCrc),
                .. BitConverter.GetBytes(member.Compressed.Length),
                .. BitConverter.GetBytes(member.Content.Length),
            ],
        };

    /// <summary>The same wheel with every number in its zip64 form.</summary>
    private async Task<byte[]> LargeAsync()
    {
        var path = Path.Combine(Folder, "large");
        using (var archive = WheelArchive.Open(Good().Write(Folder)))
        {
            await using var output = new HashedFile(path, FileMode.CreateNew, CancellationToken.None);
            var writer = new ZipWriter(output, alwaysZip64: true);
            foreach (var member in archive.Members)
            {
                await writer.CopyAsync(archive.Input, member, member.Name);
            }

            await writer.FinishAsync();
            await output.CompleteAsync();
        }

        return await File.ReadAllBytesAsync(path);
    }

    private async Task MutateAsync(Func<Random, byte[]> mutate)
    {
        var path = Path.Combine(Folder, "demo-1.0-py3-none-any.whl");
        outcomes.Clear();
        for (var seed = Seed; seed < Seed + Mutation.Count; seed++)
        {
            await File.WriteAllBytesAsync(path, mutate(new Random(seed)));
            try
            {
                // Inspecting never fails, whatever the wheel says.
                WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = seed % 2 == 0 });
                Try("read", path, () => ReadAll(path));
                foreach (var policy in (string[])["local:x", "keep"])
                {
                    await RewriteAsync(path, policy);
                }
            }
            catch (Exception error)
            {
                var kept = Path.Combine(Path.GetTempPath(), "mutated-wheel.whl");
                File.Copy(path, kept, overwrite: true);
                throw new AssertionException($"seed {seed}, kept as {kept}: {error}");
            }
        }

        await TestContext.Out.WriteLineAsync(
            $"{Mutation.Count} from seed {Seed}: {string.Join(", ", outcomes.Select(pair => $"{pair.Key} {pair.Value}"))}"
        );
        Assert.That(outcomes.Keys, Has.Member("read: good").And.Member("local:x: good").And.Member("keep: good"));
    }

    private void Try(string what, string path, Action action)
    {
        var outcome = "good";
        try
        {
            action();
        }
        catch (WheelhouseException error)
        {
            // The usual outcome; any other exception fails the test.
            Assert.That(error.Message, Does.Contain(path));
            outcome = error.GetType().Name;
        }

        var key = $"{what}: {outcome}";
        outcomes[key] = outcomes.GetValueOrDefault(key) + 1;
    }

    private static void ReadAll(string path)
    {
        using var archive = WheelArchive.Open(path);
        WheelFile.Read(path);
        RecordFile.Read(archive);
        foreach (var member in archive.Members)
        {
            archive.Read(member, 1 << 20);
        }
    }

    /// <summary>Whatever was written must be read again, whatever it was made from; what is refused leaves nothing.</summary>
    private async Task RewriteAsync(string path, string policy)
    {
        var output = Path.Combine(Folder, "out");
        Try(
            policy,
            path,
            () =>
            {
                var plan = WheelSetRewriter.Plan([WheelFile.Read(path)], VersionPolicy.Parse(policy));
                WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None).GetAwaiter().GetResult();
            }
        );
        if (!Directory.Exists(output))
        {
            Assert.That(Directory.EnumerateDirectories(Folder), Is.Empty);
            return;
        }

        var written = Directory.GetFiles(output).Single();
        if (policy != "keep")
        {
            StrictZip.Read(await File.ReadAllBytesAsync(written));
        }

        WheelFile.Read(written);
        Directory.Delete(output, recursive: true);
    }
}
