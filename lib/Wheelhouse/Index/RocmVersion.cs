using System.Text;
using System.Text.RegularExpressions;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>Which ROCm a wheel was built with, as far as the wheel tells.</summary>
public static partial class RocmVersion
{
    private const string TorchVersion = "torch/version.py";
    private const int LongestModule = 1 << 16;

    /// <summary>The version such as <c>7.1</c> or <c>7.1.1</c>; null where neither the version nor torch's own module tells.</summary>
    /// <param name="wheel">The path of the wheel.</param>
    /// <param name="original">Its version as it was built, which may have a label such as <c>+rocm7.1</c> or <c>+rocm711</c>.</param>
    /// <exception cref="WheelArchiveException">The archive is not to be trusted.</exception>
    public static string? Find(string wheel, PythonVersion original)
    {
        if (Label().Match(original.Local ?? "") is { Success: true } label)
        {
            var number = label.Groups[1].Value;
            // vLLM writes three numbers of one digit each without their dots.
            return number is [var major, var minor, var patch] && char.IsAsciiDigit(minor)
                ? $"{major}.{minor}.{patch}"
                : number;
        }

        using var archive = WheelArchive.Open(wheel);
        if (archive.Find(TorchVersion) is not { Size: <= LongestModule } module)
        {
            return null;
        }

        var hip = Hip().Match(Encoding.UTF8.GetString(archive.Read(module, LongestModule)));
        return hip.Success ? hip.Groups[1].Value : null;
    }

    [GeneratedRegex(@"(?:^|\.)rocm([0-9]+(?:\.[0-9]+){0,2})(?:\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    // HIP 7.1.25424 is that of ROCm 7.1; the third number is its own.
    [GeneratedRegex(@"^hip\b[^=\n]*=\s*['""]([0-9]+\.[0-9]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Hip();
}
