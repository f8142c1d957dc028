using Wheelhouse.Build.Collecting;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Verification;

/// <summary>What to install, from where, and what must hold afterwards.</summary>
/// <param name="IndexUrl">The index, ending in a slash.</param>
/// <param name="Roots">What a user asks for.</param>
/// <param name="Target">What it is installed for; imports are only tried when it is this machine's interpreter.</param>
/// <param name="Imports">Modules that must be importable.</param>
/// <param name="NoLocalVersions">Whether a version with a `+` is a fault.</param>
public sealed record InstallRequest(
    Uri IndexUrl,
    IReadOnlyList<Requirement> Roots,
    InstallTarget Target,
    IReadOnlyList<string> Imports,
    bool NoLocalVersions
);
