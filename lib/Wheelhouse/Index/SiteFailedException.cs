namespace Wheelhouse.Index;

/// <summary>A site could not be read or written; a site that was there before stays as it was.</summary>
/// <param name="folder">The site's folder.</param>
/// <param name="cause">What the system said.</param>
public sealed class SiteFailedException(string folder, Exception cause)
    : WheelhouseException(
        $"The site could not be read or written: {cause.Message}",
        folder,
        "Check that the wheels are still there, and the owner, mode and free space of the folder.",
        cause
    )
{
    internal static async Task<T> TranslateAsync<T>(string folder, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteFailedException(folder, error);
        }
    }
}
