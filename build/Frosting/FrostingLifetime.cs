using Cake.Core;

namespace Cake.Frosting;

/// <summary>What comes before and after the tasks of a run. With nothing but Cake's own context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
