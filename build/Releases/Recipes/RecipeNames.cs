using System.Text.RegularExpressions;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>The forms of texts in recipes and in the options that stand above them; each refuses with the reason.</summary>
public static partial class RecipeNames
{
    /// <summary>An architecture as LLVM names it, such as gfx942, gfx90a:xnack- or gfx9-4-generic.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Architecture(string text) =>
        Matching(text, ArchitectureForm(), "an architecture is named like gfx942, gfx90a or gfx90a:xnack-");

    /// <summary>A version of ROCm, such as 7.1 or 7.2.3.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string RocmVersion(string text) =>
        Matching(text, RocmVersionForm(), "a version of ROCm is named like 7.1 or 7.2.3");

    /// <summary>A Python, such as 3.12.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static Versions.PythonVersion Python(string text) =>
        Versions.PythonVersion.Parse(Matching(text, PythonForm(), "a Python is named like 3.12"));

    /// <summary>What git can be asked for: latest, a tag, a branch or a commit.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    /// <remarks>https://git-scm.com/docs/git-check-ref-format</remarks>
    public static string Revision(string text) =>
        Matching(text, RevisionForm(), "latest, a tag, a branch or a commit is needed") is var revision
        && (revision.Contains("..", StringComparison.Ordinal) || revision.EndsWith(".lock", StringComparison.Ordinal))
            ? throw new FormatException("git takes no name with '..' or '.lock' at its end")
            : text;

    /// <summary>A repository as git takes it: a URL, user@host:path, or a folder. Others of git's transports run programs.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">What a relative path counts from.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Repository(string text, string folder) =>
        text.Contains("://", StringComparison.Ordinal)
            ? Matching(text, GitUrlForm(), "a URL of https, http, ssh, git or file is needed")
        : ScpForm().IsMatch(text) ? text
        : text.Contains("::", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(text)
            ? throw new FormatException("a URL of https, http, ssh, git or file, or a folder is needed")
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder));

    /// <summary>A path within the checkout.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It leads out, or is absolute.</exception>
    public static string PathInCheckout(string text) =>
        Matching(text, RelativePathForm(), "a path within the checkout is needed, such as docker/Dockerfile.rocm")
            .Split('/')
            .Contains("..")
            ? throw new FormatException("the path leads out of the checkout")
            : text;

    /// <summary>A folder of an image.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is not absolute.</exception>
    public static string PathInImage(string text) =>
        Matching(text, AbsolutePathForm(), "a folder of the image is needed, such as /app/debs");

    /// <summary>A module of Python.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Module(string text) =>
        Matching(text, ModuleForm(), "a module is named like vllm or torch.version");

    /// <summary>A glob over project names, in their normal form.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Glob(string text) =>
        SeparatorsForm()
            .Replace(
                Matching(text, GlobForm(), "a glob has the letters of a project name, * and ?").ToLowerInvariant(),
                "-"
            );

    /// <summary>A build argument, which a Dockerfile's steps have as a variable.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Argument(string text) =>
        Matching(text, ArgumentForm(), "a build argument has letters, digits and '_', and no digit first");

    /// <summary>A stage of a Dockerfile.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Stage(string text) =>
        Matching(text, StageForm(), "a stage has small letters, digits, '-', '_' and '.'");

    /// <summary>The text where it has the form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">The form.</param>
    /// <param name="reason">Why it is refused otherwise.</param>
    /// <exception cref="FormatException">It has not.</exception>
    public static string Matching(string text, Regex form, string reason) =>
        form.IsMatch(text) ? text : throw new FormatException(reason);

    [GeneratedRegex(@"^gfx(\d{1,2}[0-9a-f]{2}|\d{1,2}(-\d)?-generic)(:(xnack|sramecc)[+-])*\z")]
    private static partial Regex ArchitectureForm();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){1,2}\z")]
    private static partial Regex RocmVersionForm();

    [GeneratedRegex(@"^3\.([2-9]|[1-9]\d{1,2})\z")]
    private static partial Regex PythonForm();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_./+-]*(?<![./])\z")]
    private static partial Regex RevisionForm();

    [GeneratedRegex(@"^(https?|ssh|git|file)://[^\s]+\z")]
    private static partial Regex GitUrlForm();

    [GeneratedRegex(@"^[A-Za-z0-9._]+@[A-Za-z0-9.-]+:[^\s:]+\z")]
    private static partial Regex ScpForm();

    [GeneratedRegex(@"^[^/\s\\-][^\s\\]*\z")]
    private static partial Regex RelativePathForm();

    [GeneratedRegex(@"^/[^\s\\]*\z")]
    private static partial Regex AbsolutePathForm();

    [GeneratedRegex(@"^[\p{L}_]\w*(\.[\p{L}_]\w*)*\z")]
    private static partial Regex ModuleForm();

    [GeneratedRegex(@"^[A-Za-z0-9._*?-]+\z")]
    private static partial Regex GlobForm();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex SeparatorsForm();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex ArgumentForm();

    [GeneratedRegex(@"^[a-z][a-z0-9-_.]*\z")]
    private static partial Regex StageForm();
}
