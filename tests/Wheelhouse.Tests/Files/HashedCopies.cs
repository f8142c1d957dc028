using System.Security.Cryptography;
using Wheelhouse.Files;

namespace Wheelhouse.Tests.Files;

public sealed class HashedCopies
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase((1 << 20) + 1)]
    public async Task The_file_is_the_source_and_the_hash_is_its_own(int length)
    {
        var content = Enumerable.Range(0, length).Select(index => (byte)(index * 31)).ToArray();
        var path = Path.GetTempFileName();
        try
        {
            using var source = new MemoryStream(content);
            var hash = await HashedCopy.WriteAsync(source, path, CancellationToken.None);
            Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(content));
            Assert.That(hash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(content))));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
