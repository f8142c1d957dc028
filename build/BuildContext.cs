using Cake.Core;
using Cake.Frosting;

namespace Wheelhouse.Build;

/// <summary>What every task is given.</summary>
/// <param name="context">Cake's context.</param>
public sealed class BuildContext(ICakeContext context) : FrostingContext(context);
