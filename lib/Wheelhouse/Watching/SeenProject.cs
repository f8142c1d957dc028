using Wheelhouse.Names;

namespace Wheelhouse.Watching;

/// <summary>A project as an index shows it in each of its forms.</summary>
/// <param name="Name">The project.</param>
/// <param name="Given">Its page at the address that installers are given; null where that cannot be read.</param>
/// <param name="Other">Its page in the other form; null where that cannot be read, or there is no other.</param>
internal sealed record SeenProject(ProjectName Name, SeenPage? Given, SeenPage? Other)
{
    /// <summary>The page that says most of it: HTML tells no sizes.</summary>
    public SeenPage? Best => Given?.Json is null && Other is not null ? Other : Given;
}
