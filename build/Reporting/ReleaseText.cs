using System.Globalization;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a release came to, and how users install it.</summary>
public static class ReleaseText
{
    /// <summary>What was published, where, and the install command.</summary>
    /// <param name="record">What the publish did.</param>
    /// <param name="options">What the run was asked for.</param>
    public static string Of(PublishRecord record, Options options)
    {
        var roots = string.Join(' ', record.AskedFor(options.Roots));
        var published = $"""
            Published to {record.Store}, channel {options.Channel}
              sent {record.Sent}, changed {record.Changed}
            """;
        return options.StoreIndex is { } index
            ? $"{published}\nInstall with\n  pip install {roots} --index-url {index.AbsoluteUri}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {published}
                Serve it with
                  ./build.cake-frosting --target=Serve --store={record.Store} --port={options.Port}
                and install with
                  pip install {roots} --index-url http://127.0.0.1:{options.Port}/{options.IndexPath}
                From any web server in front of that folder: pip install {roots} --index-url https://HOST/{options.IndexPath}
                """
            );
    }
}
