using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>From a picture to its class, by the network itself.</summary>
public class PredictionTests
{
    private static readonly NetworkUsage Usage = new(["a", "b", "c", "d"], [0.3f], [0.4f]);

    private static ModelCase Model => ModelCases.Of("NormedHead");

    [Fact]
    public void APictureIsNormalisedAsTheNetworkSays()
    {
        using var scope = NewDisposeScope();
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1).Randomized(seed: 2);
        compact.Usage = Usage;
        compact.train();
        Tensor pictures = randint(0, 256, [5, 1, 8, 8], ScalarType.Byte, generator: new Generator(3, CPU));
        IReadOnlyList<Prediction> predictions = compact.PredictAll(pictures);
        Assert.True(compact.training);
        compact.eval();
        Tensor expected = compact.forward(((pictures.to(ScalarType.Float32) / 255) - 0.3f) / 0.4f).softmax(1);
        for (int i = 0; i < 5; i++)
        {
            int best = (int)expected[i].argmax().item<long>();
            Assert.Equal((best, best < 4 ? Usage.ClassNames[best] : "4"), (predictions[i].Class, predictions[i].Name));
            Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(expected[i, c].item<float>(), predictions[i].Probabilities[c], 1e-4));
            // One of three dimensions, or of four: the same answer.
            Assert.Equal(predictions[i].Probabilities, compact.Predict(pictures[i]).Probabilities, (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal(predictions[i].Class, compact.Predict(pictures.narrow(0, i, 1)).Class);
        }

        using FusedNetwork fused = compact.Fuse();
        Assert.Equal(predictions.Select(prediction => prediction.Name), fused.PredictAll(pictures).Select(prediction => prediction.Name));
        Assert.Equal(predictions[0].Name, fused.Predict(pictures[0]).Name);
        using CompactNetwork doubles = compact.InDoubles();
        Assert.Equal(predictions[0].Name, doubles.Predict(pictures[0]).Name);
        Assert.Equal($"{predictions[0].Name}, {(100 * predictions[0].Probability).ToString("F1", System.Globalization.CultureInfo.InvariantCulture)} %", predictions[0].ToString());
    }

    [Fact]
    public void WhatIsNoPictureIsRefused()
    {
        using var scope = NewDisposeScope();
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        Tensor picture = zeros([1, 8, 8], ScalarType.Byte);
        Assert.Equal("'NormedHead' does not say how pixels become its input; set Usage", Assert.Throws<InvalidOperationException>(() => compact.Predict(picture)).Message);
        compact.Usage = Usage;
        const string Sentence = "'NormedHead' predicts pictures of pixels, Byte [1, 8, 8], but was given {0}; scale them, or call forward for what is normalised already";
        Refuses(zeros([1, 8, 8]), "picture", "Float32 [1, 1, 8, 8]");
        Refuses(zeros([3, 8, 8], ScalarType.Byte), "picture", "Byte [1, 3, 8, 8]");
        Refuses(zeros([8, 8], ScalarType.Byte), "picture", "Byte [8, 8]");
        Refusal.OfArgument<ArgumentException>("picture", "'NormedHead' predicts one picture at a time, but was given Byte [2, 1, 8, 8]; call PredictAll", () => compact.Predict(zeros([2, 1, 8, 8], ScalarType.Byte)));
        Assert.Equal("picture", Assert.Throws<ArgumentNullException>(() => compact.Predict(null!)).ParamName);
        Assert.Equal("pictures", Assert.Throws<ArgumentNullException>(() => compact.PredictAll(null!)).ParamName);

        void Refuses(Tensor what, string argument, string found) =>
            Refusal.OfArgument<ArgumentException>(argument, Sentence.Replace("{0}", found, StringComparison.Ordinal), () => compact.Predict(what));
    }

    /// <summary>A model answers with all of its channels, as its compact network of all of them does.</summary>
    [Fact]
    public void AModelIsEvaluatedAndPredictsToo()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 60, seed: 1);
        using Network model = Model.Create(seed: 1).Randomized(seed: 2);
        model.Usage = Usage;
        using CompactNetwork compact = Model.ToCompact(model, Model.Graph.KeepAll());
        Evaluation expected = compact.Evaluate(data);
        Evaluation evaluation = model.Evaluate(data);
        Assert.Equal((expected.Accuracy, expected.Count), (evaluation.Accuracy, evaluation.Count));
        Assert.Equal(expected.Loss, evaluation.Loss, 1e-5);
        using Tensor picture = zeros([1, 8, 8], ScalarType.Byte);
        Assert.Equal(compact.Predict(picture).Name, model.Predict(picture).Name);
    }
}
