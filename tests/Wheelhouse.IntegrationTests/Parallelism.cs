// Fixtures wait for processes most of the time, so that some run beside each other. What changes something that others see (a
// bucket's policy, the process's clock, the engine, the build of the sources) says so and runs alone.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
