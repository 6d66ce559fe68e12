using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Contract 4: the same seed gives the same bits; another seed does not.</summary>
public class DeterminismTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    /// <summary>Every selector of the library: a new one is found here.</summary>
    public static TheoryData<string> Selectors => [.. typeof(SelectorOptions).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(SelectorOptions)))
        .Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void TheSameSeedGivesTheSameBits(string name)
    {
        ModelCase model = ModelCases.Of(name);
        Outcome first = Run(model, seed: 4);
        // Whatever else was drawn in the process must not matter.
        rand(17).Dispose();
        Outcome second = Run(model, seed: 4);
        Assert.Equal(first.Keep, second.Keep);
        Assert.Empty(Bits.Differences(first.Full, second.Full));
        Assert.Empty(Bits.Differences(first.Compact, second.Compact));

        Outcome other = Run(model, seed: 5);
        Assert.NotEmpty(Bits.Differences(first.Full, other.Full));
        Assert.NotEmpty(Bits.Differences(first.Compact, other.Compact));
        if (model.Graph.Groups.Sum(group => group.Count) > 10)
        {
            Assert.NotEqual(first.Keep, other.Keep);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheSameSeedGivesTheSameBitsInBFloat16AtAnyThreadCount(int threads)
    {
        int before = get_num_threads();
        set_num_threads(threads);
        try
        {
            ModelCase model = ModelCases.Of("SmallVggTwin");
            Outcome first = Run(model, seed: 4, MemoryLayout.ChannelsLast, Precision.BFloat16);
            Outcome second = Run(model, seed: 4, MemoryLayout.ChannelsLast, Precision.BFloat16);
            Assert.Equal(first.Keep, second.Keep);
            Assert.Empty(Bits.Differences(first.Full, second.Full));
            Assert.Empty(Bits.Differences(first.Compact, second.Compact));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    /// <summary>With the other forms of saliency and a budget over the network, so that widths follow the choice.</summary>
    [Theory]
    [MemberData(nameof(Selectors))]
    public void TheSameSeedGivesTheSameBitsWithEverySelector(string selector)
    {
        ModelCase model = ModelCases.Of("NormedHead");
        var options = new SelectionOptions
        {
            Selector = (SelectorOptions)Activator.CreateInstance(typeof(SelectorOptions).Assembly.GetType($"CompactCnn.{selector}")!)!,
            ReselectEvery = 1,
            FreezeAfter = 0.7,
            RandomSteps = 1,
        };
        foreach (SaliencyForm form in Enum.GetValues<SaliencyForm>())
        {
            Outcome first = Run(model, seed: 4, options: Choices.Constant(CompactTarget.TotalChannels(0.4), options with { Saliency = form }));
            rand(17).Dispose();
            Outcome second = Run(model, seed: 4, options: Choices.Constant(CompactTarget.TotalChannels(0.4), options with { Saliency = form }));
            Assert.Equal(first.Keep, second.Keep);
            Assert.Empty(Bits.Differences(first.Full, second.Full));
            Assert.Empty(Bits.Differences(first.Compact, second.Compact));
        }
    }

    [Fact]
    public void EveryEpochHasItsOwnOrderOfAllImages()
    {
        using var scope = NewDisposeScope();
        Tensor images = arange(20, ScalarType.Float32).view(20, 1, 1, 1);
        using var data = new TrainingData(images, zeros(20, ScalarType.Int64));
        float[] first = Order(seed: 1, epoch: 0);
        Assert.Equal(first, Order(seed: 1, epoch: 0));
        Assert.NotEqual(first, Order(seed: 1, epoch: 1));
        Assert.NotEqual(first, Order(seed: 2, epoch: 0));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), first.Order());

        float[] Order(long seed, int epoch) =>
            [.. BatchOrder.Epoch(data, 5, seed, epoch, CPU).SelectMany(batch => batch.Images.data<float>().ToArray())];
    }

    [Fact]
    public void AnEpochBegunAtABatchGoesOnAsTheWholeOneDoes()
    {
        using TrainingData data = SyntheticData.For(ModelCases.Of("LinearOnly").Graph, 23, seed: 1, transform: Noise.Add);
        float[][] whole = From(0);
        Assert.Equal(5, whole.Length);
        for (int first = 0; first <= 5; first++)
        {
            Assert.Equal(whole[first..], From(first));
        }

        float[][] From(int first) =>
            [.. BatchPrefetch.Ahead(BatchOrder.Epoch(data, batchSize: 4, seed: 3, epoch: 2, CPU, firstBatch: first)).Select(Pixels.Take)];
    }

    [Fact]
    public void ATransformIsToldWhichBatchItIs()
    {
        var contexts = new List<BatchContext>();
        ModelCase model = ModelCases.Of("LinearOnly");
        using TrainingData data = SyntheticData.For(model.Graph, 8, seed: 1, transform: (images, context) =>
        {
            contexts.Add(context);
            return images;
        });
        using Network network = model.Create(seed: 1);
        model.Train(network, data, new TrainingOptions { Epochs = 2, BatchSize = 4, Seed = 9, RecalibrationBatches = 0 });
        Assert.Equal(
            [new(9, 0, 0, true), new(9, 0, 1, true), new(9, 1, 0, true), new(9, 1, 1, true)],
            contexts);
    }

    private static Outcome Run(ModelCase model, long seed, MemoryLayout layout = MemoryLayout.Contiguous, Precision precision = Precision.Float32, TrainingOptions? options = null)
    {
        using TrainingData data = SyntheticData.For(model.Graph, 64, seed: 1);
        using Network network = model.Create(seed);
        TrainingResult result = model.Train(network, data, (options ?? new TrainingOptions { Selection = new() { ReselectEvery = 1 } }) with
        {
            Epochs = 2,
            BatchSize = 16,
            Seed = seed,
            RecalibrationBatches = 2,
            MemoryLayout = layout,
            Precision = precision,
        });
        using CompactNetwork compact = model.ToCompact(network, result.Keep);
        compact.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16, Seed = seed, RecalibrationBatches = 2, MemoryLayout = layout, Precision = precision });
        return new Outcome(string.Join(" | ", result.Keep.Select(group => string.Join(",", group))), Bits.Of(network), Bits.Of(compact));
    }

    private sealed record Outcome(string Keep, Dictionary<string, byte[]> Full, Dictionary<string, byte[]> Compact);
}
