namespace CompactCnn;

/// <summary>What a training step keeps beside the network, the images and the feature maps, as far as the options decide it.</summary>
/// <param name="OptimizerBuffers">Numbers that the optimizer keeps of each parameter.</param>
/// <param name="Teacher">Bytes of the teacher and its answers.</param>
internal readonly record struct MemoryTerms(int OptimizerBuffers, long Teacher = 0);
