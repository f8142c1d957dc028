namespace Wheelhouse.Storage.S3;

/// <summary>How a store is best spoken to, and what it can do then.</summary>
internal sealed record S3Negotiation(S3Dialect Dialect, StoreAbilities Abilities)
{
    /// <summary>Probes dialect after dialect for the first in which the store does everything, or else the most.</summary>
    public static async Task<S3Negotiation> RunAsync(S3Access access, CancellationToken cancellationToken)
    {
        S3Negotiation? best = null;
        WheelhouseException? failure = null;
        foreach (var dialect in S3Dialect.Candidates(access.Settings))
        {
            try
            {
                using var store = new S3ObjectStore(access, dialect);
                var abilities = await new StoreProbe(store).RunAsync(cancellationToken);
                if (best is null || abilities.Problems.Count < best.Abilities.Problems.Count)
                {
                    best = new S3Negotiation(dialect, abilities);
                }

                if (abilities.IsSafe)
                {
                    break;
                }
            }
            catch (WheelhouseException error) when (IsOfTheDialect(error))
            {
                failure ??= error;
            }
        }

        return best?.Settled() ?? throw failure!;
    }

    // A store that does not understand a body may well call it badly signed.
    private static bool IsOfTheDialect(WheelhouseException error) =>
        error
            is StoreOperationFailedException
                or StoreAccessDeniedException
                or StoreCredentialsException
                or UnsupportedByStoreException;

    // What the store does not keep is checked by us from now on.
    private S3Negotiation Settled()
    {
        var dialect = Dialect with
        {
            ChecksAbsence = Abilities.IfAbsentProblem is not null,
            ChecksMatch = Abilities.IfMatchProblem is not null,
        };
        return new S3Negotiation(dialect, Abilities with { Manner = dialect.ToString() });
    }
}
