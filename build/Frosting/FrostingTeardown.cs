using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, after the last task, also when one failed. With nothing but Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
