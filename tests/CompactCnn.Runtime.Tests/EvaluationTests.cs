using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

public class EvaluationTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void AnEvaluationIsTheMeanOverAllImages(string name)
    {
        ModelCase model = ModelCases.Of(name);
        // More than one batch of an evaluation, the last one smaller.
        using TrainingData data = SyntheticData.For(model.Graph, 270, seed: 1, noise: 2);
        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths, seed: 1).Randomized(seed: 2);
        using var scope = NewDisposeScope();
        compact.eval();
        Tensor logits = compact.forward(data.Images);
        foreach (bool training in new[] { true, false })
        {
            compact.train(training);
            Dictionary<string, byte[]> before = Bits.Of(compact);
            Evaluation evaluation = compact.Evaluate(data);
            Assert.Equal(training, compact.training);
            Assert.Empty(Bits.Differences(before, Bits.Of(compact)));
            Assert.Equal(270, evaluation.Count);
            double loss = functional.cross_entropy(logits, data.Labels).item<float>();
            Assert.Equal(loss, evaluation.Loss, 1e-4 * Math.Max(1, loss));
            Assert.Equal(100.0 * logits.argmax(1).eq(data.Labels).sum().item<long>() / 270, evaluation.Accuracy, 100.0 / 270);
        }
    }

    [Fact]
    public void ANetworkInDoublesIsEvaluatedToo()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using TrainingData data = SyntheticData.For(model.Graph, 30, seed: 1, transform: (images, _) => images.to(ScalarType.Float64));
        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths, seed: 1).InDoubles();
        Assert.InRange(compact.Evaluate(data).Loss, 0.1, 10);
    }
}
