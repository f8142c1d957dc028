using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after each task, also when it failed. With nothing but Cake's own context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
