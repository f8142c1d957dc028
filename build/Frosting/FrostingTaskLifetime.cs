using Cake.Core;

namespace Cake.Frosting;

/// <summary>What comes before and after each task. With nothing but Cake's own context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
