namespace Wheelhouse.Storage;

/// <summary>Turns the file system's errors into the store's.</summary>
internal static class StoreErrors
{
    public static async Task<T> TranslateAsync<T>(string operation, string key, string location, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreAccessDeniedException(operation, key, location, error);
        }
        catch (IOException error)
        {
            throw new StoreOperationFailedException(operation, key, location, error);
        }
    }
}
