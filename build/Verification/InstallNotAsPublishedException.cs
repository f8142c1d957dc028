using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Verification;

/// <summary>What was installed is not what the index publishes.</summary>
/// <param name="problems">One line each.</param>
/// <param name="indexUrl">The index.</param>
public sealed class InstallNotAsPublishedException(IReadOnlyList<string> problems, Uri indexUrl)
    : WheelhouseException(
        "what was installed is not what the index publishes:\n"
            + string.Join('\n', problems.Select(problem => "    " + problem)),
        Secrets.Mask(indexUrl.OriginalString),
        "compare the page with the files of the store; a cache or a proxy between may serve old pages"
    );
