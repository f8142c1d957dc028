using Cake.Core.IO;

namespace Cake.Frosting.Engine;

/// <summary>The folder that the build runs in unless the command line names another.</summary>
/// <param name="Path">The folder.</param>
internal sealed record WorkingDirectory(DirectoryPath Path);
