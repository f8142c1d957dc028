namespace Wheelhouse.Storage.S3;

/// <summary>How a store that speaks S3 must be spoken to.</summary>
/// <param name="PlainBodies">Whether bodies travel as they are, not in chunks with trailing checksums.</param>
/// <param name="QuotedETags">Whether an ETag stands in quotes in If-Match, as the standard has it.</param>
internal sealed record S3Dialect(bool PlainBodies, bool QuotedETags)
{
    /// <summary>Whether the store does not keep If-None-Match, so that it is checked before a write as well as can be.</summary>
    public bool ChecksAbsence { get; init; }

    /// <summary>Whether the store does not keep If-Match, likewise.</summary>
    public bool ChecksMatch { get; init; }

    /// <summary>
    /// The dialects in the order they are tried. AWS takes the SDK's own bodies; of the stores with an endpoint of their own
    /// all take plain ones and few the others.
    /// </summary>
    public static IEnumerable<S3Dialect> Candidates(S3Settings settings)
    {
        bool[] plain = settings.Bodies switch
        {
            S3Bodies.Sdk => [false],
            S3Bodies.Plain => [true],
            _ => settings.Endpoint is null ? [false, true] : [true, false],
        };
        return plain.SelectMany(bodies => new S3Dialect[] { new(bodies, true), new(bodies, false) });
    }

    /// <summary>Whether a condition must be checked by us.</summary>
    public bool Checks(PutCondition condition) =>
        (condition.RequiresAbsent && ChecksAbsence) || (condition.RequiredETag is not null && ChecksMatch);

    /// <summary>The value of If-None-Match; null for none.</summary>
    public string? IfNoneMatch(PutCondition condition) => condition.RequiresAbsent && !ChecksAbsence ? "*" : null;

    /// <summary>The value of If-Match; null for none.</summary>
    public string? IfMatch(PutCondition condition) =>
        ChecksMatch ? null
        : QuotedETags ? condition.RequiredETag
        : condition.RequiredETag?.Trim('"');

    public override string ToString() =>
        $"bodies: {(PlainBodies ? "plain" : "sdk")}, ETags: {(QuotedETags ? "quoted" : "unquoted")}";
}
