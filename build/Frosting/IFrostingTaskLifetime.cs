namespace Cake.Frosting;

/// <summary>What comes before and after each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
