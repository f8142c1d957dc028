using System.Reflection;

namespace Wheelhouse.Tests;

public sealed class Architecture
{
    private static readonly Assembly Library = Assembly.Load("Wheelhouse");

    /// <summary>
    /// The rooms of the library and those that each may refer to, all below it; the root namespace, with the errors' base,
    /// lies under all. Rooms of one floor know nothing of each other.
    /// </summary>
    private static readonly Dictionary<string, string[]> Floors = new()
    {
        ["Names"] = [],
        ["Elf"] = [],
        ["Files"] = [],
        ["Versions"] = ["Names"],
        ["Tags"] = ["Names"],
        ["Requirements"] = ["Names", "Versions", "Tags"],
        ["Wheels"] = ["Names", "Files", "Versions", "Tags", "Requirements"],
        ["Inspection"] = ["Elf", "Names", "Files", "Versions", "Tags", "Requirements", "Wheels"],
        ["Closure"] = ["Names", "Files", "Versions", "Tags", "Requirements", "Wheels"],
        ["Index"] = ["Names", "Files", "Versions", "Tags", "Requirements", "Wheels"],
        ["Storage"] = ["Names", "Files", "Versions", "Tags", "Requirements", "Wheels"],
        ["Caching"] = ["Names", "Files", "Versions", "Tags", "Requirements", "Wheels", "Storage"],
        ["Publishing"] =
        [
            "Names",
            "Files",
            "Versions",
            "Tags",
            "Requirements",
            "Wheels",
            "Closure",
            "Index",
            "Storage",
            "Caching",
        ],
        ["Hosting"] = ["Names", "Wheels", "Index", "Storage", "Publishing"],
        ["Watching"] = ["Names", "Versions", "Wheels", "Index"],
    };

    [Test]
    public void Every_error_of_the_library_has_one_base()
    {
        var strays = Library
            .GetTypes()
            .Where(type => type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(WheelhouseException)));
        Assert.That(strays, Is.Empty);
    }

    [Test]
    public void Every_room_of_the_library_has_a_floor() =>
        Assert.That(Library.GetTypes().Select(RoomOf).OfType<string>().Distinct(), Is.SubsetOf(Floors.Keys));

    [Test]
    public void References_run_down_only()
    {
        var upward =
            from type in Library.GetTypes()
            let room = RoomOf(type)
            where room is null || Floors.ContainsKey(room)
            from other in TypeReferences.Of(type)
            let otherRoom = RoomOf(other)
            where otherRoom is not null && otherRoom != room
            where IsOfTheLibrary(type) && (room is null || !Floors[room].Contains(otherRoom))
            select $"{type} refers to {other}";
        Assert.That(upward, Is.Empty);
    }

    [Test]
    public void References_in_code_are_seen() =>
        Assert.That(
            TypeReferences.Of(typeof(Wheelhouse.Requirements.MarkerEnvironment)),
            Is.SupersetOf([typeof(Wheelhouse.Tags.TargetPlatform), typeof(Wheelhouse.Versions.PythonVersion)])
        );

    [Test]
    public void The_library_knows_no_build_tool_no_container_engine_and_no_console()
    {
        var names = Library.GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.That(
            names.Where(name =>
                name == "System.Console" || ((string[])["Cake", "Docker", "Spectre"]).Any(name.StartsWith)
            ),
            Is.Empty
        );
    }

    /// <summary>The first part of the namespace after the root; null for the root itself and for what the compiler adds.</summary>
    private static string? RoomOf(Type type) =>
        type.Namespace?.Split('.') is ["Wheelhouse", var room, ..] ? room : null;

    /// <summary>The compiler's own helpers, which have no namespace, serve every room.</summary>
    private static bool IsOfTheLibrary(Type type) => type.Namespace?.Split('.')[0] == "Wheelhouse";
}
