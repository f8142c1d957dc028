using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>The lock file of a wheelhouse, for the target that it was proven closed for.</summary>
/// <param name="Closure">What an installation takes.</param>
/// <param name="Bytes">The file.</param>
public sealed record ReleaseLock(EnvironmentClosure Closure, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Writes down what an installation takes: by URL where the store has an address, else by path.</summary>
    /// <param name="wheelhouse">The wheels, as Assemble-Wheelhouse left them.</param>
    /// <param name="options">What the run was asked for.</param>
    /// <param name="path">The path of a wheel from the folder of the lock file.</param>
    /// <exception cref="InputNotReadyException">The record of the wheelhouse is missing or damaged.</exception>
    /// <exception cref="ClosureNotProvenException">The wheelhouse is not what its record says.</exception>
    public static ReleaseLock Of(WheelFolder wheelhouse, Options options, Func<WheelFileName, string> path)
    {
        var record = WheelhouseRecord.Read(wheelhouse.Path);
        var report = ClosureAudit.Audit(record.Roots, wheelhouse.ReadWheels(), [record.Environment]);
        if (!report.IsClosed)
        {
            throw new ClosureNotProvenException(report, wheelhouse.Path);
        }

        var closure = report.Environments[0];
        var links = wheelhouse.Manifest.Entries.ToDictionary(entry => entry.FileName, entry => entry.Link?.AbsoluteUri);
        var sha256 = wheelhouse.Manifest.Entries.ToDictionary(entry => entry.FileName, entry => entry.Sha256);
        return new ReleaseLock(
            closure,
            PyLock.Render(
                closure,
                sha256,
                options.StoreIndex,
                file =>
                    links[file]
                    ?? (
                        options.StoreUrl is { } store
                            ? new Uri(store, IndexLayout.PackageUrl(file)).AbsoluteUri
                            : path(file)
                    )
            )
        );
    }
}
