using Cake.Core.Tooling;

namespace Wheelhouse.Build.Tools.Git;

/// <summary>Settings of <see cref="GitRunner"/>; the tool path names the program.</summary>
public sealed class GitSettings : ToolSettings;
