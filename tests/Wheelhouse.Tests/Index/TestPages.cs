using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Index;

/// <summary>Pages made by hand, without wheels.</summary>
internal static class TestPages
{
    public static string Sha256(char digit) => new(digit, 64);

    public static IndexFile File(string name, char digit = 'a')
    {
        var fileName = WheelFileName.Parse(name);
        return new IndexFile(fileName, IndexLayout.FileUrl(fileName), Sha256(digit), 1000);
    }

    public static ProjectPage Page(string project, params IndexFile[] files) =>
        ProjectPage.Create(ProjectName.Parse(project), files);

    /// <summary>A page with everything that a page can have.</summary>
    public static ProjectPage Full()
    {
        var elsewhere = File("torch-2.10.0-cp312-cp312-manylinux_2_28_x86_64.whl", 'c') with
        {
            Url = "https://example.org/a%2Bb/torch-2.10.0-cp312-cp312-manylinux_2_28_x86_64.whl",
            UploadTime = "2026-08-07T12:00:00.000000Z",
            KeptMetadataSha256 = Sha256('c'),
            Provenance = "https://example.org/provenance?a=1&b=2",
        };
        return ProjectPage.Create(
            ProjectName.Parse("torch"),
            [
                File("torch-1!0.1-py3-none-any.whl", 'f'),
                elsewhere,
                File("torch-2.9.0+rocm7.1-cp312-cp312-linux_x86_64.whl") with
                {
                    RequiresPython = ">=3.10, <4 \"&\"",
                    CoreMetadataSha256 = Sha256('b'),
                    Size = 5_800_000_000,
                    Summary = "Tensors & <networks>",
                    Rocm = "7.1",
                    GpuTargets = ["gfx90a", "gfx942"],
                },
                File("torch-2.9.0rc1-cp312-cp312-linux_x86_64.whl", 'd') with
                {
                    Yanked = "",
                },
                File("torch-2.9.0+rocm7.1-cp311-cp311-linux_x86_64.whl", 'e') with
                {
                    Yanked = "broken <on> gfx942 & \"more\"",
                },
            ],
            generation: 7,
            new ProjectStatus("deprecated", "use torch-next & co")
        );
    }
}
