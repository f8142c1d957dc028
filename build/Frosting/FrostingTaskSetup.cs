using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before each task. With nothing but Cake's own context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
