using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of a build's own context; it passes Cake's services on.</summary>
/// <param name="context">Cake's context.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
