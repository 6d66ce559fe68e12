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

    /// <summary>A network of daisies, roses and tulips, evaluated on roses and tulips: their labels are other ones there.</summary>
    [Fact]
    public void ClassesAreMatchedByName()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths, seed: 1);
        compact.Usage = new NetworkUsage(["daisy", "rose", "tulip"], [0.5f], [0.5f]);
        using TrainingData all = SyntheticData.For(model.Graph, 60, seed: 1);
        long[] positions = [.. all.Labels.data<long>().Index().Where(label => label.Item > 0).Select(label => (long)label.Index)];
        using TrainingData expected = all.Select(positions);
        using Tensor labels = expected.Labels - 1;
        using var flowers = new TrainingData(expected.Images.alias(), labels.alias(), expected.Transform) { ClassNames = ["rose", "tulip"] };
        using var turned = new TrainingData(expected.Images.alias(), (1 - labels).DetachFromDisposeScope(), expected.Transform) { ClassNames = ["tulip", "rose"] };

        Evaluation evaluation = compact.Evaluate(expected);
        Assert.Equal(evaluation, compact.Evaluate(flowers));
        Assert.Equal(evaluation, compact.Evaluate(turned));
        Assert.Equal(["rose", "tulip"], evaluation.Classes.Select(one => one.Name));
        Assert.Equal(evaluation.Accuracy, 100.0 * evaluation.Classes.Sum(one => one.Right) / evaluation.Classes.Sum(one => one.Count), 1e-9);
        Assert.Equal(positions.Length, evaluation.Classes.Sum(one => one.Count));
        Assert.All(evaluation.Classes, one => Assert.Equal(one.Count - one.Right, evaluation.Confusions.Where(pair => pair.Name == one.Name).Sum(pair => pair.Count)));
        Assert.All(evaluation.Confusions, pair => Assert.True(pair.Count > 0 && pair.Name != pair.Answer, $"{pair}"));

        using var animals = new TrainingData(expected.Images.alias(), labels.alias(), expected.Transform) { ClassNames = ["cat", "rose"] };
        string refusal = Assert.Throws<ArgumentException>(() => compact.Evaluate(animals)).Message;
        Assert.StartsWith("classes are matched by name, but 'cat' is not among those known, 'daisy', 'rose', 'tulip'; the data has 'cat', 'rose'", refusal, StringComparison.Ordinal);
        refusal = Assert.Throws<ArgumentException>(() => compact.FineTune(flowers, new FineTuneOptions { BatchSize = 8 })).Message;
        Assert.StartsWith("'LinearOnly' has the classes 'daisy', 'rose', 'tulip', but the data has 'rose', 'tulip'; give data.WithClasses(", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void ASelectionOfASelectionHasTheImagesAndLabelsOfItsPlaces()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using TrainingData all = SyntheticData.For(model.Graph, 20, seed: 1);
        using TrainingData odd = all.Select([1, 3, 5, 7, 9, 11]);
        using TrainingData some = odd.Select([4, 0, 4]);
        using Tensor places = tensor((long[])[9, 1, 9]);
        using Tensor images = all.Images.index_select(0, places);
        using Tensor labels = all.Labels.index_select(0, places);
        Assert.Equal(labels.data<long>(), some.Labels.data<long>());
        Assert.True(images.equal(some.Images).all().item<bool>());
        using Tensor first = zeros([1], int64);
        using TrainingBatch batch = some.Batch(first, default);
        using Tensor expected = images.narrow(0, 0, 1);
        using Tensor input = all.Transform(expected, default);
        Assert.True(input.equal(batch.Images).all().item<bool>());
        Assert.Equal("positions must be 0 to 5, but are 2 to 6", Assert.Throws<ArgumentException>(() => odd.Select([2, 6])).Message.Split(" (Parameter")[0]);
        Assert.Throws<ArgumentException>(() => odd.Select([]));
    }
}
