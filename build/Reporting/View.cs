using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>A view that looks different on a terminal and in a log.</summary>
public abstract class View : IRenderable
{
    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) =>
        Build(options, maxWidth).Measure(options, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        Build(options, maxWidth).Render(options, maxWidth);

    /// <summary>Makes what is drawn.</summary>
    /// <param name="options">What it is drawn on.</param>
    /// <param name="maxWidth">The columns there are.</param>
    protected abstract IRenderable Build(RenderOptions options, int maxWidth);
}
