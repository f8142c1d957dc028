using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Caching;

/// <summary>Names what a build makes by all that goes into it: builds of equal inputs have equal keys, and no others.</summary>
public sealed record BuildCacheKey
{
    /// <summary>Changes with the encoding, so that keys of another one never meet.</summary>
    private const string Form = "wheelhouse-build-1";

    private BuildCacheKey(string value) => Value = value;

    /// <summary>The key: 64 lower-case hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>
    /// Hashes named inputs: the Dockerfile's text, each build argument, the base image's digest, each commit, and whatever else
    /// changes the wheels, such as the stage and the policies they are rewritten by. Their order does not count.
    /// </summary>
    /// <param name="inputs">The inputs. A name says what its value is, such as <c>argument PYTHON_VERSION</c>.</param>
    /// <exception cref="ArgumentException">Two inputs have one name, or there is none.</exception>
    public static BuildCacheKey Of(IEnumerable<KeyValuePair<string, string>> inputs)
    {
        var sorted = new SortedDictionary<string, string>(inputs.ToDictionary(), StringComparer.Ordinal);
        if (sorted.Count == 0)
        {
            throw new ArgumentException("A build without inputs is no build", nameof(inputs));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Form);
        foreach (var (name, value) in sorted)
        {
            Append(hash, name);
            Append(hash, value);
        }

        return new BuildCacheKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The key as text.</summary>
    public override string ToString() => Value;

    /// <summary>Each text after its length: no two lists of texts give the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
