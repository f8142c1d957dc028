using Wheelhouse.Build.Collecting;

namespace Wheelhouse.Build.Tests.Collecting;

public sealed class RequirementsFiles
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("requirements ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Included_files_count_comments_and_joined_lines_do_not()
    {
        Write("common.txt", "regex # Replace re", "six>=1.16.0; python_version > \\", "    '3.11'", "");
        Write(
            "rocm.txt",
            "# Common",
            "-r common.txt",
            "",
            "runai-model-streamer[s3,gcs]==0.15.7",
            "numba == 0.61.2",
            "regex"
        );
        Assert.That(
            RequirementsFile.Read(Path.Combine(folder, "rocm.txt")).Select(requirement => $"{requirement}"),
            Is.EqualTo(
                    new[]
                    {
                        "regex",
                        "six>=1.16.0; python_version > '3.11'",
                        "runai-model-streamer[s3,gcs]==0.15.7",
                        "numba == 0.61.2",
                    }
                )
                .Or.EqualTo(
                    new[]
                    {
                        "regex",
                        "six>=1.16.0; python_version > \"3.11\"",
                        "runai-model-streamer[gcs,s3]==0.15.7",
                        "numba==0.61.2",
                    }
                )
        );
    }

    [Test]
    public void Files_that_include_each_other_end()
    {
        Write("a.txt", "-r b.txt", "torch");
        Write("b.txt", "--requirement=a.txt", "vllm");
        Assert.That(RequirementsFile.Read(Path.Combine(folder, "a.txt")), Has.Count.EqualTo(2));
    }

    [Test]
    public void All_that_is_wrong_is_told_with_file_and_line()
    {
        Write("a.txt", "torch", "--extra-index-url https://somewhere/simple", "-r missing.txt", "-e .");
        var error = Assert.Throws<InvalidRequirementsFileException>(() =>
            RequirementsFile.Read(Path.Combine(folder, "a.txt"))
        );
        Assert.That(error.Message, Does.Contain("a.txt:2: '--extra-index-url https://somewhere/simple' is neither"));
        Assert.That(error.Message, Does.Contain("missing.txt: there is no such file").And.Contain("a.txt:4: '-e .'"));
    }

    private void Write(string name, params string[] lines) => File.WriteAllLines(Path.Combine(folder, name), lines);
}
