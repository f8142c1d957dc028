namespace Wheelhouse.Files;

/// <summary>Writes a file and computes its sha256 in the same pass, so that nobody reads it again.</summary>
public static class HashedCopy
{
    /// <summary>Copies a stream into a new file.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="path">The file to write; what was there is replaced. A copy that fails leaves part of it behind.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <returns>The sha256 of the content, lower-case hexadecimal.</returns>
    /// <exception cref="IOException">The source cannot be read or the file cannot be written.</exception>
    public static async Task<string> WriteAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var target = new HashedFile(path, FileMode.Create, cancellationToken);
        int count;
        while ((count = await source.ReadAsync(target.Free, cancellationToken)) > 0)
        {
            await target.AdvanceAsync(count);
        }

        return await target.CompleteAsync();
    }
}
