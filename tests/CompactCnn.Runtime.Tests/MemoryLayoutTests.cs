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

    [Theory]
    [MemberData(nameof(ModelCases.Names), MemberType = typeof(ModelCases))]
    public void AStepIsTheSameButForRounding(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network contiguous = model.Create().Randomized(seed: 1);
        using Network channelsLast = model.Create().Randomized(seed: 1);
        using TrainingCase first = model.BeginTraining(contiguous, totalSteps: 1);
        using TrainingCase second = model.BeginTraining(channelsLast, totalSteps: 1, memoryLayout: MemoryLayout.ChannelsLast);
        using TrainingBatch batch = Batches.Training(model.Graph, seed: 1);
        random.manual_seed(1);
        StepResult expected = first.Step(batch);
        random.manual_seed(1);
        StepResult actual = second.Step(batch);
        // Dropout draws by memory order, so that behind it the images differ.
        if (!model.Graph.Operations.Any(operation => operation is DropoutOperation))
        {
            Assert.Equal(expected.Loss, actual.Loss, 1e-4 * Math.Max(1, expected.Loss));
            Dictionary<string, Tensor> trained = NetworkTensors.ByName(channelsLast);
            foreach ((string key, Tensor tensor) in NetworkTensors.ByName(contiguous))
            {
                TensorAssert.Close(tensor.detach(), trained[key].detach(), key, tolerance: 1e-3, floor: 1e-4);
            }
        }
    }
}
