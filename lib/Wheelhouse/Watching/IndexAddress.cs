using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Watching;

/// <summary>Where the parts of an index are, seen from the address that installers are given.</summary>
/// <param name="Given">That address without credentials, ending in a slash.</param>
internal sealed record IndexAddress(Uri Given)
{
    /// <summary>
    /// The other form of the same index, HTML or JSON; null where the address does not end as those of our stores do.
    /// </summary>
    public Uri? Other =>
        Given.Segments[^1] switch
        {
            IndexLayout.Html => new Uri(Given, "../" + IndexLayout.Json),
            IndexLayout.Json => new Uri(Given, "../" + IndexLayout.Html),
            _ => null,
        };

    public Uri Status => new(Given, "../" + IndexLayout.Status);

    public Uri Landing => new(Given, "../" + IndexLayout.Landing);

    /// <summary>A project's page in the form of one of the addresses.</summary>
    public static Uri Page(Uri form, ProjectName project) => new(form, $"{project}/");

    /// <summary>An address without credentials, query and fragment, ending in a slash: pages lie below it.</summary>
    public static IndexAddress Of(Uri index)
    {
        var clean = new UriBuilder(index)
        {
            UserName = "",
            Password = "",
            Query = "",
            Fragment = "",
        };
        clean.Path = clean.Path.TrimEnd('/') + "/";
        return new IndexAddress(clean.Uri);
    }
}
