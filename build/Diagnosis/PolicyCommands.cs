namespace Wheelhouse.Build.Diagnosis;

/// <summary>The commands that give a user or role the rights to publish, as far as its name is known.</summary>
public static class PolicyCommands
{
    private const string Folder = "policies";

    /// <summary>What to run, by who may: first ours that writes the policy, then AWS's that attaches it.</summary>
    /// <param name="arn">Whose the credentials are, as STS tells it; null where that is not known.</param>
    /// <param name="setup">The call of <c>Setup-Bucket</c> for the store.</param>
    /// <param name="endpoint">The service that has the bucket; null for AWS.</param>
    public static string For(string? arn, string setup, Uri? endpoint)
    {
        var aws = endpoint is null ? "aws iam" : $"aws --endpoint-url {endpoint} iam";
        var policy = $"--policy-name wheelhouse-publisher --policy-document file://{Folder}/publisher.json";
        return $"{setup} --print-policies --output={Folder} && {aws} {Target(arn)} {policy}"
            + (arn is not null && Name(arn) is not null ? "" : " (put-role-policy --role-name ROLE for a role)");
    }

    private static string Target(string? arn) =>
        arn is not null && Name(arn) is { } name
            ? IsRole(arn)
                ? $"put-role-policy --role-name {name}"
                : $"put-user-policy --user-name {name}"
            : "put-user-policy --user-name USER";

    // arn:aws:iam::123456789012:user/PATH/NAME, arn:aws:sts::123456789012:assumed-role/NAME/SESSION
    private static string? Name(string arn) =>
        arn.Split(':', 6)[^1].Split('/') switch
        {
            ["assumed-role", var role, _] => role,
            ["user", .., var user] => user,
            _ => null,
        };

    private static bool IsRole(string arn) =>
        arn.Split(':', 6)[^1].StartsWith("assumed-role/", StringComparison.Ordinal);
}
