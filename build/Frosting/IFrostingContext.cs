using Cake.Core;

namespace Cake.Frosting;

/// <summary>What every task of a host is given: Cake's own context, and whatever a build adds to it.</summary>
public interface IFrostingContext : ICakeContext;
