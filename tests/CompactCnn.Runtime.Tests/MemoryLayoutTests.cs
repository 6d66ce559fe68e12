using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

public class MemoryLayoutTests
{
    [Theory]
    [InlineData(3, 5, 4)]
    [InlineData(1, 6, 6)]
    [InlineData(4, 1, 1)]
    public void ChannelsLastMovesMemoryAndNothingElse(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        Tensor images = randn(2, channels, height, width);
        Tensor arranged = MemoryLayout.ChannelsLast.Arrange(images);
        TensorAssert.SameBits(images, arranged, "images");
        Assert.Equal([height * width * channels, 1, width * channels, channels], arranged.stride());
    }

    [Fact]
    public void ContiguousIsTheTensorItself()
    {
        using Tensor images = randn(2, 3, 4, 4);
        Assert.Same(images, MemoryLayout.Contiguous.Arrange(images));
    }

    /// <summary>
    /// For two batches of three at least: one value that rounding moves to the other side of a ReLU's 0 is rounding too, and
    /// changes the gradients of a small batch by more than that.
    /// </summary>
    [Theory]
    [MemberData(nameof(ModelCases.Names), MemberType = typeof(ModelCases))]
    public void AStepIsTheSameButForRounding(string name)
    {
        string[] differences = [.. Enumerable.Range(1, 3).Select(seed => Difference(ModelCases.Of(name), seed)).Where(difference => difference.Length > 0)];
        Assert.True(differences.Length <= 1, string.Join("; ", differences));
    }

    /// <summary>What differs after a step; empty where nothing does but for rounding.</summary>
    private static string Difference(ModelCase model, int seed)
    {
        using Network contiguous = model.Create().Randomized(seed);
        using Network channelsLast = model.Create().Randomized(seed);
        using TrainingCase first = model.BeginTraining(contiguous, totalSteps: 1);
        using TrainingCase second = model.BeginTraining(channelsLast, totalSteps: 1, new() { MemoryLayout = MemoryLayout.ChannelsLast });
        using TrainingBatch batch = Batches.Training(model.Graph, seed);
        random.manual_seed(seed);
        StepResult expected = first.Step(batch);
        random.manual_seed(seed);
        StepResult actual = second.Step(batch);
        // Dropout draws by memory order, so that behind it the images differ.
        if (model.Graph.Operations.Any(operation => operation is DropoutOperation))
        {
            return "";
        }

        Assert.Equal(expected.Loss, actual.Loss, 1e-4 * Math.Max(1, expected.Loss));
        Dictionary<string, Tensor> trained = NetworkTensors.ByName(channelsLast);
        return string.Join(", ", NetworkTensors.ByName(contiguous).Select(entry => (entry.Key, Found: TensorAssert.Distance(entry.Value.detach(), trained[entry.Key].detach())))
            .Where(entry => entry.Found.Difference > Math.Max(1e-3 * entry.Found.Scale, 1e-4))
            .Select(entry => $"seed {seed}: {entry.Key} differs by {entry.Found.Difference:E2} at a scale of {entry.Found.Scale:E2}"));
    }
}
