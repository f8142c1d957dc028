namespace Wheelhouse.Build.Building;

/// <summary>Where compilers of a build share their results, as vLLM's Dockerfiles take it.</summary>
/// <param name="Bucket">The bucket; null where they share nothing.</param>
/// <param name="Region">Its region, or null.</param>
/// <param name="Endpoint">The service that has it, or null for AWS.</param>
/// <param name="DownloadUrl">Where the build fetches sccache itself; null for its releases on GitHub.</param>
/// <param name="NoCredentials">Whether the bucket is used without signing requests, as one that anybody may read.</param>
public sealed record SccacheSettings(
    string? Bucket,
    string? Region,
    string? Endpoint,
    string? DownloadUrl,
    bool NoCredentials
)
{
    /// <summary>The build arguments; none without a bucket, whatever else is set.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments
    {
        get
        {
            var arguments = new Dictionary<string, string>();
            if (Bucket is not null)
            {
                arguments["USE_SCCACHE"] = "1";
                arguments["SCCACHE_BUCKET_NAME"] = Bucket;
                Add("SCCACHE_REGION_NAME", Region);
                Add("SCCACHE_ENDPOINT", Endpoint);
                Add("SCCACHE_DOWNLOAD_URL", DownloadUrl);
                Add("SCCACHE_S3_NO_CREDENTIALS", NoCredentials ? "1" : null);
            }

            return arguments;

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    arguments[name] = value;
                }
            }
        }
    }
}
