using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>What a teacher adds to the loss, what it costs, and that a run with one is as trustworthy as one without.</summary>
public sealed class TeacherTests : IDisposable
{
    private const int Images = 640;

    private readonly CheckpointedRun _run = new();

    private static ModelCase Model => CheckpointedRun.Model;

    public static TheoryData<long, double, double> Settings
    {
        get
        {
            var settings = new TheoryData<long, double, double>();
            for (long seed = 1; seed <= 4; seed++)
            {
                foreach (double weight in new[] { 0, 0.3, 1 })
                {
                    foreach (double temperature in new[] { 0.5, 1, 4 })
                    {
                        settings.Add(seed, weight, temperature);
                    }
                }
            }

            return settings;
        }
    }

    public void Dispose() => _run.Dispose();

    [Theory]
    [MemberData(nameof(Settings))]
    public void ValueAndGradientAreThoseOfTheFormula(long seed, double weight, double temperature)
    {
        using var scope = NewDisposeScope();
        using CompactNetwork network = Randomized(seed).InDoubles();
        using var teacher = new Teacher(network) { Weight = weight, Temperature = temperature };
        using TrainingBatch batch = Batches.Training(Model.Graph, seed, type: ScalarType.Float64);
        using var generator = new Generator((ulong)seed + 5, CPU);
        Tensor logits = (3 * randn([batch.Count, Model.Graph.Classes], ScalarType.Float64, generator: generator)).requires_grad_();
        Tensor value = teacher.Loss(batch.Images, Losses.CrossEntropy())(logits, batch.Labels);
        value.backward();

        using var noGradient = no_grad();
        Tensor answers = network.forward(batch.Images);
        Tensor expected = nn.functional.softmax(answers / temperature, 1);
        Tensor found = nn.functional.softmax(logits / temperature, 1);
        Tensor divergence = (expected * (expected.log() - found.log())).sum() / batch.Count;
        Tensor labels = nn.functional.cross_entropy(logits, batch.Labels);
        TensorAssert.Close(((1 - weight) * labels) + (weight * temperature * temperature * divergence), value, "value");

        // d CE / d z = softmax(z) - y and d KL / d z = (softmax(z / T) - softmax(t / T)) / T, each over the batch.
        Tensor truth = nn.functional.one_hot(batch.Labels, Model.Graph.Classes);
        Tensor gradient = (((1 - weight) * (nn.functional.softmax(logits, 1) - truth)) + (weight * temperature * (found - expected))) / batch.Count;
        TensorAssert.Close(gradient, logits.grad!, "gradient");
    }

    [Fact]
    public void ItIsTheNetworkAsItWas()
    {
        using CompactNetwork network = Randomized(3);
        using Tensor images = Batches.Images(Model.Graph, 4, type: ScalarType.Float32);
        using Tensor labels = Batches.Labels(Model.Graph, 4);
        using var teacher = new Teacher(network) { Weight = 1 };
        using Tensor answers = network.forward(images);
        string fingerprint = teacher.Fingerprint;
        Assert.Equal(0, Value(), 1e-6);
        Assert.Equal(network.CostTable.Macs, teacher.Macs);

        using (no_grad())
        {
            NetworkTensors.Slots(network).First().Read().mul_(-2);
        }

        Assert.Equal(0, Value(), 1e-6);
        Assert.Equal(fingerprint, teacher.Fingerprint);
        using var other = new Teacher(network);
        Assert.NotEqual(fingerprint, other.Fingerprint);

        double Value()
        {
            using Tensor value = teacher.Loss(images, Losses.CrossEntropy())(answers, labels);
            return value.item<float>();
        }
    }

    [Theory]
    [InlineData(MemoryLayout.Contiguous)]
    [InlineData(MemoryLayout.ChannelsLast)]
    public void InLowPrecisionItSaysNearlyTheSame(MemoryLayout layout)
    {
        using var scope = NewDisposeScope();
        using CompactNetwork network = Randomized(3);
        using Tensor images = Batches.Images(Model.Graph, 4, count: 64, type: ScalarType.Float32);
        using Tensor labels = Batches.Labels(Model.Graph, 4, count: 64);
        using var exact = new Teacher(network);
        using var rounded = new Teacher(network, layout, Precision.BFloat16);
        using Tensor logits = Batches.Images(Model.Graph, 9, count: 64, type: ScalarType.Float32).flatten(1).narrow(1, 0, Model.Graph.Classes).clone();
        TensorAssert.Close(exact.Loss(images, Losses.CrossEntropy())(logits, labels), rounded.Loss(images, Losses.CrossEntropy())(logits, labels), "loss", tolerance: 0.02);
        Assert.Equal(exact.Fingerprint, rounded.Fingerprint);
    }

    [Fact]
    public void WhatLabelsDoNotTellIsLearnedFromIt()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, Images, seed: 1);
        using TrainingData unseen = SyntheticData.For(Model.Graph, Images, seed: 2);
        using TrainingData mute = new(data.Images.clone(), zeros_like(data.Labels));
        using CompactNetwork wide = Model.CreateCompact(Model.Graph.FullWidths);
        wide.FineTune(data, new FineTuneOptions { Epochs = 6, BatchSize = 32, Optimizer = new Sgd { LearningRate = 0.05 } });
        Assert.True(wide.Evaluate(unseen).Accuracy > 80, "the teacher itself knows little");

        Assert.True(AccuracyOf(null) < 30, "labels that are all the same tell nothing");
        using var teacher = new Teacher(wide) { Weight = 1 };
        Assert.True(AccuracyOf(teacher) > 60, "the teacher tells more");

        double AccuracyOf(Teacher? teacher)
        {
            using Network model = Model.Create(seed: 1);
            TrainingResult result = Model.Train(model, mute, new TrainingOptions { Epochs = 8, BatchSize = 32, Seed = 5, Teacher = teacher });
            using CompactNetwork compact = Model.ToCompact(model, result.Keep);
            compact.FineTune(mute, new FineTuneOptions { Epochs = 2, BatchSize = 32, Teacher = teacher });
            return compact.Evaluate(unseen).Accuracy;
        }
    }

    [Fact]
    public void ItsAnswersCountAmongTheCost()
    {
        using Teacher teacher = TeacherOf(3);
        using TrainingData data = CheckpointedRun.Data();
        Assert.Equal(MacsOf(null) + (CheckpointedRun.Options.Epochs * data.Count * teacher.Macs), MacsOf(teacher));

        long MacsOf(Teacher? teacher)
        {
            using Network model = Model.Create(seed: 1);
            TrainingOptions options = CheckpointedRun.Options with { Teacher = teacher, Shrinking = Shrinking.None, Selection = SelectionOptions.Literal() };
            return Model.Train(model, data, options).TrainingMacs;
        }
    }

    [Fact]
    public void ARunGoesOnWithTheSameTeacherOnly()
    {
        using Teacher teacher = TeacherOf(3);
        using Teacher same = TeacherOf(3);
        using Teacher other = TeacherOf(4);
        TrainingOptions options = CheckpointedRun.Options with { Teacher = teacher };
        FineTuneOptions fineTune = CheckpointedRun.FineTuneOptions with { Teacher = teacher };
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish(options, fineTune: fineTune);
        _run.StopAfter(7, options with { Checkpoints = _run.Checkpoints() });
        Checkpoint checkpoint = Checkpoint.Latest(_run.Folder)!;
        CheckpointedRun.Finish(options with { Teacher = same }, checkpoint, fineTune).AssertSame(whole);

        Assert.Contains("Teacher.Fingerprint", Assert.Throws<CheckpointException>(() => CheckpointedRun.Finish(options with { Teacher = other }, checkpoint)).Message, StringComparison.Ordinal);
        Assert.Contains("Teacher", Assert.Throws<CheckpointException>(() => CheckpointedRun.Finish(CheckpointedRun.Options, checkpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATeacherOfOtherImagesIsRefusedBeforeAnythingIsDone()
    {
        ModelCase other = ModelCases.Of("ResNet20Twin");
        using CompactNetwork network = other.CreateCompact(other.Graph.FullWidths);
        using var teacher = new Teacher(network);
        using TrainingData data = CheckpointedRun.Data();
        using Network model = Model.Create();
        string sentence = $"the teacher 'ResNet20Twin' tells {other.Graph.Classes} classes of {other.Graph.Input} images apart, but 'NormedHead' {Model.Graph.Classes} of {Model.Graph.Input}; give a teacher of the same images and classes";
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => Model.Train(model, data, CheckpointedRun.Options with { Teacher = teacher })).Message);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void AWeightOutOfItsRangeIsRefused(double weight)
    {
        using CompactNetwork network = Randomized(3);
        Refusal.OfArgument<ArgumentOutOfRangeException>("Weight", "the weight of a teacher must be 0 to 1", () => new Teacher(network) { Weight = weight }.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void ATemperatureOutOfItsRangeIsRefused(double temperature)
    {
        using CompactNetwork network = Randomized(3);
        Refusal.OfArgument<ArgumentOutOfRangeException>("Temperature", "the temperature of a teacher must be above 0", () => new Teacher(network) { Temperature = temperature }.Dispose());
    }

    private static Teacher TeacherOf(long seed)
    {
        using CompactNetwork network = Randomized(seed);
        return new Teacher(network);
    }

    private static CompactNetwork Randomized(long seed)
    {
        using Network full = Model.Create().Randomized(seed);
        return Model.ToCompact(full, Model.Graph.KeepAll()).WithoutDropout(training: false);
    }
}
