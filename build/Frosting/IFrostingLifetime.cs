namespace Cake.Frosting;

/// <summary>What comes before and after the tasks of a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
