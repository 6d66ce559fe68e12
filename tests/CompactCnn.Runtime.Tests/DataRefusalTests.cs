using CompactCnn.Models;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Images and labels that do not fit a model, and steps that cannot be taken.</summary>
public class DataRefusalTests
{
    private static ModelCase Model => ModelCases.Of("NormedHead");

    [Fact]
    public void ImagesOfAnotherShape()
    {
        using TrainingData data = new(zeros(40, 3, 8, 8), zeros(40, ScalarType.Int64));
        const string Sentence = "'NormedHead' expects images of 1x8x8, but the data has 3x8x8; use another model or other data";
        Refuses(data, Sentence);
    }

    [Theory]
    [InlineData(0, 5, "'NormedHead' has classes 0 to 4, but the data has labels 0 to 5; change the classifier's width or the labels")]
    [InlineData(-1, 3, "'NormedHead' has classes 0 to 4, but the data has labels -1 to 3; change the classifier's width or the labels")]
    public void LabelsBeyondTheClasses(long lowest, long highest, string sentence)
    {
        using var culture = new CultureChange("fi-FI");
        using TrainingData data = new(zeros(40, 1, 8, 8), tensor(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? lowest : highest).ToArray()));
        RefusesClasses(data, sentence);

        // Recalibration reads no labels.
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        compact.Recalibrate(data, 1, 16);
    }

    /// <summary>The cross-entropy of one class is 0, and the class always right: nothing of that is said.</summary>
    [Fact]
    public void AModelOfOneOutput()
    {
        const string Sentence = "'OneOutput' has one output, for which the cross-entropy of classes is 0 and every answer right; give its classifier 2 outputs, or train by BeginTraining and Step with a loss of your own";
        using TrainingData data = new(rand(40, 1, 8, 8), zeros(40, ScalarType.Int64));
        using var model = new OneOutput(seed: 1);
        using OneOutput.Compact compact = model.ToCompact(OneOutput.Graph.KeepAll());
        Refusal.OfArgument<ArgumentException>("data", Sentence, () => model.Train(data, new TrainingOptions { BatchSize = 16 }));
        Refusal.OfArgument<ArgumentException>("data", Sentence, () => model.Rank(data, new RankOptions { BatchSize = 16 }));
        Refusal.OfArgument<ArgumentException>("data", Sentence, () => compact.FineTune(data, new FineTuneOptions { BatchSize = 16 }));
        Refusal.OfArgument<ArgumentException>("data", Sentence, () => compact.Evaluate(data));
        compact.Recalibrate(data, 1, 16);

        using SlicedTraining<OneOutput.Compact> training = model.BeginTraining(totalSteps: 4);
        using TrainingBatch batch = new(rand(16, 1, 8, 8), tensor(Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? 0L : 1L).ToArray()));
        Refusal.OfArgument<ArgumentException>("loss", Sentence, () => model.Step(batch));
        // So is a model of which one output was asked for.
        using var asked = new NormedHead(seed: 1, classes: 1);
        using SlicedTraining<NormedHead.Compact> other = asked.BeginTraining(totalSteps: 4);
        Assert.StartsWith("'NormedHead' has one output", Assert.Throws<ArgumentException>(() => asked.Step(batch)).Message, StringComparison.Ordinal);

        Assert.InRange(model.Step(batch, (logits, labels) => nn.functional.binary_cross_entropy_with_logits(logits.view(-1), labels.to(ScalarType.Float32))).Loss, 0.1, 5);
    }

    /// <summary>Two heads are one layer that the loss takes apart; labels are what the loss reads.</summary>
    [Fact]
    public void TwoHeadsAreTrainedByStep()
    {
        using var model = new NormedHead(seed: 1);
        using SlicedTraining<NormedHead.Compact> training = model.BeginTraining(totalSteps: 2);
        using TrainingBatch batch = new(rand(16, 1, 8, 8), zeros([16, 2], ScalarType.Int64));
        StepResult step = model.Step(batch, (outputs, labels) =>
            nn.functional.cross_entropy(outputs.narrow(1, 0, 3), labels.select(1, 0)) + nn.functional.cross_entropy(outputs.narrow(1, 3, 2), labels.select(1, 1)));
        Assert.InRange(step.Loss, 0.1, 10);
        Assert.Equal((0, 16), (step.Correct, step.Count));
    }

    [Fact]
    public void RecalibrationOutOfRange()
    {
        using TrainingData data = SyntheticData.For(Model.Graph, 40, seed: 1);
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths);
        Refusal.OfArgument<ArgumentOutOfRangeException>("batches", "batches ('-1') must be a non-negative value.", () => compact.Recalibrate(data, -1));
        Refusal.OfArgument<ArgumentOutOfRangeException>("batchSize", "batchSize ('1') must be greater than or equal to '2'.", () => compact.Recalibrate(data, 1, 1));
        // To do nothing in silence would leave the moving averages, which may cost dozens of points of accuracy.
        Refusal.OfArgument<ArgumentOutOfRangeException>("batchSize", "the batch size must be at most the number of training images, 40", () => compact.Recalibrate(data, 1, 41));
    }

    [Theory]
    [InlineData("2,1,8,9", ScalarType.Float32, "Float32 [2, 1, 8, 9] on cpu; bring them to that size")]
    [InlineData("2,3,8,8", ScalarType.Float32, "Float32 [2, 3, 8, 8] on cpu; bring them to that size")]
    [InlineData("1,8,8", ScalarType.Float32, "Float32 [1, 8, 8] on cpu; bring them to that size")]
    [InlineData("2,64", ScalarType.Byte, "Byte [2, 64] on cpu; bring them to that size")]
    [InlineData("2,1,8,8", ScalarType.Byte, "Byte [2, 1, 8, 8] on cpu; bring pixels to numbers as in training, as Predict does")]
    [InlineData("2,1,8,8", ScalarType.Float64, "Float64 [2, 1, 8, 8] on cpu; convert them with to(ScalarType.Float32)")]
    [InlineData("2,1,8,8", ScalarType.Int64, "Int64 [2, 1, 8, 8] on cpu; convert them with to(ScalarType.Float32)")]
    public void InputOfAnotherKind(string shape, ScalarType type, string found)
    {
        using Tensor input = zeros([.. shape.Split(',').Select(long.Parse)], type);
        string sentence = $"'NormedHead' expects images Float32 [batch, 1, 8, 8] on cpu but was given {found}";
        using Network model = Model.Create();
        using CompactNetwork compact = Model.ToCompact(model, Model.Graph.KeepAll());
        using FusedNetwork fused = compact.Fuse();
        Refusal.OfArgument<ArgumentException>("input", sentence, () => model.forward(input));
        Refusal.OfArgument<ArgumentException>("input", sentence, () => compact.forward(input));
        Refusal.OfArgument<ArgumentException>("input", sentence, () => fused.forward(input));

        // In training too, in whatever precision, before anything of it has changed.
        foreach (Precision precision in new[] { Precision.Float32, Precision.BFloat16 })
        {
            using TrainingCase training = Model.BeginTraining(model, totalSteps: 2, new() { Precision = precision });
            using var batch = new TrainingBatch(input.alias(), zeros(input.size(0), ScalarType.Int64));
            Refusal.OfArgument<ArgumentException>("batch", sentence, () => training.Step(batch));
            Assert.Equal(0, training.StepsDone);
        }

        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => model.forward(null!)).ParamName);
    }

    /// <summary>Another device than the CPU, without one: tensors there have shapes and no memory.</summary>
    [Fact]
    public void InputOnAnotherDevice()
    {
        using Network model = Model.Create();
        using Tensor elsewhere = zeros([2, 1, 8, 8], device: META);
        Refusal.OfArgument<ArgumentException>(
            "input",
            "'NormedHead' expects images Float32 [batch, 1, 8, 8] on cpu but was given Float32 [2, 1, 8, 8] on meta; move them with to(device)",
            () => model.forward(elsewhere));
        Refusal.OfArgument<ArgumentException>(
            "labels",
            "labels must be int64 [2], one for each image, on cpu, but are Int64 [2] on meta",
            () => new TrainingData(zeros(2, 1, 8, 8), zeros(2, ScalarType.Int64, META)).Dispose());
    }

    [Theory]
    [InlineData("2", ScalarType.Float32, "Float32 [2]")]
    [InlineData("3", ScalarType.Int64, "Int64 [3]")]
    [InlineData("2,1", ScalarType.Int64, "Int64 [2, 1]")]
    public void LabelsThatCrossEntropyCannotTake(string shape, ScalarType type, string found)
    {
        using Network model = Model.Create();
        using TrainingCase training = Model.BeginTraining(model, totalSteps: 2);
        using var batch = new TrainingBatch(zeros(2, 1, 8, 8), zeros([.. shape.Split(',').Select(long.Parse)], type));
        Refusal.OfArgument<ArgumentException>(
            "batch",
            $"the labels of a batch must be Int64 [2] on cpu, one for each image, but are {found} on cpu; give a loss of your own for other labels",
            () => training.Step(batch));
    }

    /// <summary>Data sets whose transform leaves pixels as they are are refused where they are first used.</summary>
    [Fact]
    public void DataThatStaysPixels()
    {
        using TrainingData data = new(zeros([40, 1, 8, 8], ScalarType.Byte), arange(40, ScalarType.Int64) % 5, (images, _) => images.alias());
        const string Sentence = "'NormedHead' expects images Float32 [batch, 1, 8, 8] on cpu but was given Byte [";
        using Network model = Model.Create(seed: 1);
        using CompactNetwork compact = Model.ToCompact(model, Model.Graph.KeepAll());
        foreach (Action use in new Action[]
        {
            () => Model.Train(model, data, new TrainingOptions { BatchSize = 16 }),
            () => Model.Train(model, data, new TrainingOptions { BatchSize = 16, Precision = Precision.BFloat16 }),
            () => compact.FineTune(data, new FineTuneOptions { BatchSize = 16 }),
            () => compact.FineTune(data, new FineTuneOptions { BatchSize = 16, Precision = Precision.BFloat16 }),
            () => compact.Evaluate(data),
            () => model.Evaluate(data),
            () => compact.Recalibrate(data, 1, 16),
            () => Model.Rank(model, data, new RankOptions { BatchSize = 16 }),
        })
        {
            Assert.StartsWith(Sentence, Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BatchesByIndicesThatAreNone()
    {
        using var data = new TrainingData(zeros(3, 1, 2, 2), zeros(3, ScalarType.Int64));
        using Tensor floats = zeros(2);
        using Tensor table = zeros([1, 2], ScalarType.Int64);
        Refusal.OfArgument<ArgumentException>("indices", "indices must be int64 [batch] on cpu, but are Float32 [2] on cpu", () => data.Batch(floats, default));
        Refusal.OfArgument<ArgumentException>("indices", "indices must be int64 [batch] on cpu, but are Int64 [1, 2] on cpu", () => data.Batch(table, default));
    }

    [Fact]
    public void AStepBeforeTrainingWasBegun()
    {
        using var model = new NormedHead(seed: 1);
        using TrainingBatch batch = Batches.Training(NormedHead.Graph, seed: 1);
        Assert.Equal("no training was begun; call BeginTraining first", Assert.Throws<InvalidOperationException>(() => model.Step(batch)).Message);
        using SlicedTraining<NormedHead.Compact> training = model.BeginTraining(totalSteps: 2);
        Assert.Equal("batch", Assert.Throws<ArgumentNullException>(() => model.Step(null!)).ParamName);
        Assert.Equal(NormedHead.Cost.Macs, training.ActiveCost.Macs);
        model.Step(batch);
        Assert.Equal(1, training.StepsDone);
    }

    [Fact]
    public void AStepAfterTheTrainingWasDisposedOf()
    {
        using var model = new NormedHead(seed: 1);
        using TrainingBatch batch = Batches.Training(NormedHead.Graph, seed: 1);
        SlicedTraining<NormedHead.Compact> training = model.BeginTraining(totalSteps: 3);
        model.Step(batch);
        training.Dispose();
        training.Dispose();
        Assert.Throws<ObjectDisposedException>(() => training.Step(batch));
        Assert.Equal("no training was begun; call BeginTraining first", Assert.Throws<InvalidOperationException>(() => model.Step(batch)).Message);
        using SlicedTraining<NormedHead.Compact> next = model.BeginTraining(totalSteps: 3);
        model.Step(batch);
    }

    [Fact]
    public void TrainingDataThatIsNone()
    {
        const string Images = "images must be uint8 or float32 [count, channels, height, width], but are";
        Refusal.OfArgument<ArgumentException>("images", $"{Images} Float32 [4, 8, 8]", () => Data(zeros(4, 8, 8), zeros(4, ScalarType.Int64)));
        Refusal.OfArgument<ArgumentException>("images", $"{Images} Float64 [4, 1, 8, 8]", () => Data(zeros(4, 1, 8, 8, ScalarType.Float64), zeros(4, ScalarType.Int64)));
        Refusal.OfArgument<ArgumentException>("labels", "labels must be int64 [4], one for each image, on cpu, but are Int64 [3] on cpu", () => Data(zeros(4, 1, 8, 8), zeros(3, ScalarType.Int64)));
        Refusal.OfArgument<ArgumentException>("labels", "labels must be int64 [4], one for each image, on cpu, but are Float32 [4] on cpu", () => Data(zeros(4, 1, 8, 8), zeros(4)));
        Refusal.OfArgument<ArgumentException>("images", "images must hold at least one image, but hold none", () => Data(zeros(0, 1, 8, 8), zeros(0, ScalarType.Int64)));
        Refusal.OfArgument<ArgumentException>("validation", "the validation part must have images of [1, 8, 8] as the data has, but has [1, 8, 9]", () =>
        {
            using var part = new TrainingData(zeros(1, 1, 8, 9), zeros(1, ScalarType.Int64));
            new TrainingData(zeros(4, 1, 8, 8), zeros(4, ScalarType.Int64), validation: part).Dispose();
        });
        Assert.Equal("images", Assert.Throws<ArgumentNullException>(() => Data(null!, zeros(0))).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentNullException>(() => Data(zeros(0), null!)).ParamName);

        static void Data(Tensor images, Tensor labels) => new TrainingData(images, labels).Dispose();
    }

    [Fact]
    public void BytesBecomeTheUnitRangeAndFloatsStay()
    {
        using var scope = NewDisposeScope();
        using var bytes = new TrainingData(full([3, 1, 2, 2], 51, ScalarType.Byte), arange(3, ScalarType.Int64));
        using TrainingBatch batch = bytes.Batch(tensor(new long[] { 2, 0 }), default);
        Assert.Equal(new FeatureShape(1, 2, 2), bytes.ImageShape);
        Assert.Equal([2L, 0L], batch.Labels.data<long>().ToArray());
        Assert.All(batch.Images.data<float>().ToArray(), value => Assert.Equal(0.2f, value, 1e-6));
        using var floats = new TrainingData(full([3, 1, 2, 2], 51f), arange(3, ScalarType.Int64));
        using TrainingBatch same = floats.Batch(tensor(new long[] { 1 }), default);
        Assert.All(same.Images.data<float>().ToArray(), value => Assert.Equal(51f, value));
    }

    [Fact]
    public void DataOwnsItsValidationPart()
    {
        var validation = new TrainingData(zeros(2, 1, 2, 2), zeros(2, ScalarType.Int64));
        var data = new TrainingData(zeros(3, 1, 2, 2), zeros(3, ScalarType.Int64), validation: validation);
        Assert.Same(validation, data.Validation);
        data.Dispose();
        Assert.True(validation.Images.IsInvalid && validation.Labels.IsInvalid && data.Images.IsInvalid);
    }

    private static void Refuses(TrainingData data, string sentence)
    {
        RefusesClasses(data, sentence);
        using CompactNetwork compact = Model.CreateCompact(Model.Graph.FullWidths, seed: 1);
        Refusal.OfArgument<ArgumentException>("data", sentence, () => compact.Recalibrate(data, 1, 16));
    }

    private static void RefusesClasses(TrainingData data, string sentence)
    {
        using Network model = Model.Create(seed: 1);
        using CompactNetwork compact = Model.ToCompact(model, Model.Graph.KeepAll());
        Refusal.OfArgument<ArgumentException>("data", sentence, () => Model.Train(model, data, new TrainingOptions { BatchSize = 16 }));
        Refusal.OfArgument<ArgumentException>("data", sentence, () => compact.FineTune(data, new FineTuneOptions { BatchSize = 16 }));
        Refusal.OfArgument<ArgumentException>("data", sentence, () => compact.Evaluate(data));
    }
}

#pragma warning disable CCNN0501 // One output is what this model is for.
/// <summary>A network of one output.</summary>
[CompactModel(channels: 1, height: 8, width: 8)]
[Conv(4), GlobalPool, Linear(1)]
internal sealed partial class OneOutput;
#pragma warning restore CCNN0501
