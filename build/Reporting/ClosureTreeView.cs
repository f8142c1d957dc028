using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Closure;

namespace Wheelhouse.Build.Reporting;

/// <summary>Wheels as a tree, each with its size, below what brings it.</summary>
/// <param name="top">The wheels at the top.</param>
public sealed class ClosureTreeView(IReadOnlyList<ClosureNode> top) : View
{
    // A real set goes some eight levels down, a hostile one thousands.
    private const int MostLevels = 20;
    private const int Step = 4;
    private const int RoomForNames = 40;

    /// <summary>A wheel in a line: project, version, size, and what all below it makes where there is any.</summary>
    /// <param name="node">The wheel.</param>
    public static string Line(ClosureNode node)
    {
        var (file, size) = (node.Needed.Wheel.FileName, ByteSize.Format(node.Needed.Wheel.Size));
        return node.Brings.Count == 0
            ? $"{file.Project} {file.Version}  {size}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Project} {file.Version}  {size}  ({ByteSize.Format(node.Size)} with {node.Count - 1} more)"
            );
    }

    /// <inheritdoc/>
    protected override IRenderable Build(RenderOptions options, int maxWidth)
    {
        var levels = Math.Clamp((maxWidth - RoomForNames) / Step, 1, MostLevels);
        return Words.Below(
            top.Select(node =>
            {
                var tree = new Tree(Words.InOneLine(Line(node), new Style(decoration: Decoration.Bold)))
                {
                    Guide = options.Unicode ? TreeGuide.Line : TreeGuide.Ascii,
                };
                Add(tree, node, levels);
                return tree;
            })
        );
    }

    private static void Add(IHasTreeNodes parent, ClosureNode node, int levels)
    {
        if (levels == 0 && node.Brings.Count > 0)
        {
            parent.AddNode(
                Words.InOneLine(
                    string.Create(CultureInfo.InvariantCulture, $"and {node.Count - 1} more below (--json has all)")
                )
            );
            return;
        }

        foreach (var child in node.Brings)
        {
            Add(parent.AddNode(Words.InOneLine(Line(child))), child, levels - 1);
        }
    }
}
