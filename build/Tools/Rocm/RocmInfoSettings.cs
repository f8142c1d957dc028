using Cake.Core.Tooling;

namespace Wheelhouse.Build.Tools.Rocm;

/// <summary>Settings of <see cref="RocmInfoRunner"/>.</summary>
public sealed class RocmInfoSettings : ToolSettings;
