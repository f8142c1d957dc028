using Cake.Core.Tooling;

namespace Wheelhouse.Build.Tools.Python;

/// <summary>Settings of <see cref="PythonRunner"/>; the tool path names the interpreter.</summary>
public sealed class PythonSettings : ToolSettings;
