namespace CompactCnn.Runtime.Tests;

/// <summary>What is in a batch.</summary>
internal static class Pixels
{
    /// <summary>The values of its images; the batch is disposed of.</summary>
    public static float[] Take(TrainingBatch batch)
    {
        using (batch)
        {
            return batch.Images.data<float>().ToArray();
        }
    }
}
