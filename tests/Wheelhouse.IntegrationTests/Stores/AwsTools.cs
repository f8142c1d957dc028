namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Python's moto and the AWS CLI: those that <c>--provision</c> installs, else what this machine has.</summary>
internal static class AwsTools
{
    // Where --provision puts them.
    private static readonly string Folder = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache/wheelhouse/moto-5.2.1-awscli-1.45.11/bin"
    );

    /// <summary>The Python that has moto, where any has.</summary>
    public static string Python { get; } =
        File.Exists(Path.Combine(Folder, "moto_server")) ? Path.Combine(Folder, "python") : "python3";

    /// <summary>The AWS CLI; null where there is none.</summary>
    public static string? Aws { get; } =
        File.Exists(Path.Combine(Folder, "aws")) ? Path.Combine(Folder, "aws") : ServerProcess.Find("aws");
}
