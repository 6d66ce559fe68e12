namespace CompactCnn.Generators.Tests.Harness;

/// <summary>Tests that measure run while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
