using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, before the first task. With nothing but Cake's own context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
