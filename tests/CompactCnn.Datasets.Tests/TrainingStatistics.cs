using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>Both parts of a data set are normalised by the mean and deviation of its training images, and by nothing else.</summary>
internal static class TrainingStatistics
{
    public static void AssertNormalise(Dataset dataset)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pixels = dataset.Train.Images.to(torch.float64).div_(255).transpose(0, 1).flatten(1);
        double[] mean = pixels.mean([1]).data<double>().ToArray();
        double[] deviation = pixels.std(1, unbiased: false).data<double>().Select(spread => spread > 0 ? spread : 1).ToArray();
        Assert.All(mean.Zip(dataset.Mean), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        Assert.All(deviation.Zip(dataset.Deviation), pair => Assert.Equal(pair.First, pair.Second, 1e-7));

        long[] perChannel = [1, mean.Length, 1, 1];
        foreach (TrainingData part in (TrainingData[])[dataset.Train, dataset.Test])
        {
            using TrainingBatch batch = part.Batch(torch.arange(part.Count), default);
            torch.Tensor expected = (part.Images.to(torch.float64).div_(255) - torch.tensor(mean).view(perChannel)) / torch.tensor(deviation).view(perChannel);
            Assert.Equal(0, (batch.Images - expected).abs().max().item<double>(), 1e-5);
        }
    }
}
