using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>The saliency of one image at a time, against a mask for each image by itself, in every model.</summary>
public class SampleSaliencyTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void ItIsTheMeanOfTheSizesOfEachImagesDerivative(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model, count: 6))
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(test.Seed).InDoubles();
            Tensor images = Batches.Images(model.Graph, test.Seed);
            Tensor labels = Batches.Labels(model.Graph, test.Seed);
            double[][] expected = ByMasks(full, test.Keep, images, labels);

            (double[][] measured, double[][] ofTheBatch) = Measure(model, full, test.Keep, images, labels);
            for (int g = 0; g < expected.Length; g++)
            {
                TensorAssert.Close(tensor(expected[g]), tensor(measured[g]), $"group {model.Graph.Groups[g].Name} of {test}");
                Assert.All(measured[g].Zip(ofTheBatch[g]), pair => Assert.True(pair.First >= pair.Second * (1 - 1e-9), "signs that cancel in the batch must not cancel here"));
            }
        }
    }

    [Fact]
    public void OfOneImageItIsThatOfTheBatch()
    {
        ModelCase model = ModelCases.Of("MatricesOnly");
        using var scope = NewDisposeScope();
        using Network full = model.Create().Randomized(1).InDoubles();
        Tensor images = Batches.Images(model.Graph, 1, count: 1);
        (double[][] measured, double[][] ofTheBatch) = Measure(model, full, model.Graph.KeepAll(), images, Batches.Labels(model.Graph, 1, count: 1));
        for (int g = 0; g < measured.Length; g++)
        {
            TensorAssert.Close(tensor(ofTheBatch[g]), tensor(measured[g]), $"group {g}");
        }
    }

    /// <summary>Between the backward pass and the one who started it is native code, which an exception would end with the process.</summary>
    [Fact]
    public void AnExceptionInTheBackwardPassIsThrownBehindIt()
    {
        using var scope = NewDisposeScope();
        var receiver = new BackwardReceiver(_ => throw new FormatException("too much"));
        Tensor input = ones([2, 3], requires_grad: true);
        SampleProducts.Watch(input * 2, receiver).sum().backward();
        TensorAssert.Close(ones([2, 3]) * 2, input.grad!, "the gradient passes all the same");
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(receiver.ThrowIfFailed);
        Assert.Equal("the backward pass failed: too much", thrown.Message);
        Assert.IsType<FormatException>(thrown.InnerException);
        receiver.ThrowIfFailed();
    }

    [Theory]
    [InlineData("SmallVggTwin")]
    [InlineData("DenseNetBcTwin")]
    public void ARunByItLearnsTheSameTwiceAndLeaksNothing(string name)
    {
        ModelCase model = ModelCases.Of(name);
        TrainingOptions options = Choices.Constant(0.5, new() { Saliency = SaliencyForm.PerSample, ReselectEvery = 2, FreezeAfter = 1 });
        Assert.Equal(Run(), Run());

        string Run()
        {
            using Network full = model.Create(seed: 1);
            using TrainingCase training = model.BeginTraining(full, totalSteps: 12, options);
            var tensors = new LiveTensors();
            var live = new List<long>();
            for (int step = 0; step < 12; step++)
            {
                using TrainingBatch batch = Batches.Training(model.Graph, seed: step);
                training.Step(batch);
                live.Add(tensors.Count);
            }

            Assert.Equal(live[3], live[^1]);
            return string.Join(" ", model.Gates(full).SelectMany(gate => gate.MeanSaliency.ToArray().Select(value => value.ToString("R"))));
        }
    }

    private static (double[][] Measured, double[][] OfTheBatch) Measure(ModelCase model, Network full, int[][] keep, Tensor images, Tensor labels)
    {
        using CompactNetwork active = model.ToCompact(full, keep).WithoutDropout(training: true);
        using FlatParameters parameters = FlatParameters.Bind(active, 0, ScalarType.Float64, CPU);
        var meter = new SampleSaliencyMeter(model.Graph, SaliencyScale.Element);
        meter.Attach(active);
        functional.cross_entropy(active.forward(images), labels).backward();
        return (meter.Measure(parameters, active.Widths), new SaliencyMeter(model.Graph, SaliencyForm.General, SaliencyScale.Element).Measure(parameters, active.Widths));
    }

    /// <summary>The sum over the images of |sum of dL/dmask over the channels of an arm|, divided by the positions of the feature map.</summary>
    private static double[][] ByMasks(Network full, int[][] keep, Tensor images, Tensor labels)
    {
        ModelGraph graph = full.Structure;
        Tensor[] masks = [.. MaskedReference.Masks(graph, keep).Select(mask => mask.expand(images.size(0), -1).clone())];
        foreach (Tensor mask in masks)
        {
            mask.requires_grad = true;
        }

        using var reference = new MaskedReference(full, masks);
        functional.cross_entropy(reference.Forward(images, training: true), labels).backward();
        return [.. graph.Groups.Select((group, g) =>
        {
            Operation producer = graph.Operations.Single(operation => operation.Name == group.Producers[0]);
            Tensor derivatives = masks[g].grad!;
            return keep[g].Where(channel => channel < group.Arms).Select(arm =>
            {
                Tensor ofImages = derivatives.index_select(1, tensor(Array.ConvertAll(group.ChannelsOf([arm]), channel => (long)channel))).sum(1);
                return ofImages.abs().sum().item<double>() / (producer.Height * producer.Width);
            }).ToArray();
        })];
    }
}
