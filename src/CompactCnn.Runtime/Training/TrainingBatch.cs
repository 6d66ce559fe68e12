using TorchSharp;

namespace CompactCnn;

/// <summary>One batch as a training step takes it.</summary>
/// <param name="Images">float32 [batch, channels, height, width].</param>
/// <param name="Labels">int64 [batch]; for a loss of your own whatever it reads, one row for each image.</param>
public sealed record TrainingBatch(torch.Tensor Images, torch.Tensor Labels) : IDisposable
{
    /// <summary>Images in the batch.</summary>
    public int Count => (int)Labels.size(0);

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
