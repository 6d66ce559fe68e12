using CompactCnn.Models;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>A class more or less is no reason to declare anew: the classifier's width is not part of what a declaration fixes.</summary>
public class ClassCountTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 1, BatchSize = 16, Seed = 1 };

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void AModelOfOtherClassesIsTrainedSlicedSavedAndLoaded(int classes)
    {
        using var folder = new TemporaryFolder();
        using TrainingData data = SyntheticData.For(SmallVggTwin.Graph.WithClasses(classes), 48, seed: 1);
        using var model = new SmallVggTwin(seed: 1, classes: classes);
        TrainingResult result = model.Train(data, Short);
        using SmallVggTwin.Compact compact = model.ToCompact(result.Keep);
        Assert.Equal([classes, result.Keep[^1].Length], compact.Linear1.weight!.shape);
        Assert.Equal(compact.parameters().Sum(parameter => parameter.numel()), compact.CostTable.Parameters);
        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), model.CostTable.Parameters);
        Assert.Equal(SmallVggTwin.Cost.Macs + (classes - 10) * 32, model.CostTable.Macs);
        Assert.Equal((long)classes * result.Keep[^1].Length, compact.CostTable.Layers[^1].Macs);
        compact.FineTune(data, new FineTuneOptions { Epochs = 1, BatchSize = 16 });

        compact.Save(folder.At("compact"));
        Assert.Equal(classes, NetworkManifest.Read(folder.At("compact")).Classes);
        using SmallVggTwin.Compact loaded = SmallVggTwin.Compact.Load(folder.At("compact"));
        Assert.Equal(compact.Evaluate(data), loaded.Evaluate(data));

        model.Save(folder.At("full"));
        using var again = new SmallVggTwin(seed: 2, classes: classes);
        again.Load(folder.At("full"));
        Assert.Empty(Bits.Differences(Bits.Of(model), Bits.Of(again)));
        using var declared = new SmallVggTwin(seed: 2);
        Assert.Contains(
            $"is of a model of {classes} classes, but this 'SmallVggTwin' was made for 10; make it with classes: {classes}",
            Assert.Throws<ModelFileException>(() => declared.Load(folder.At("full"))).Message,
            StringComparison.Ordinal);
        using Network listed = new DeclaredModel<SmallVggTwin, SmallVggTwin.Compact>("small-vgg-twin").Load(folder.At("full"));
        Assert.Empty(Bits.Differences(Bits.Of(model), Bits.Of(listed)));
    }

    [Fact]
    public void AFullModelOfOtherClassesCanBeRanked()
    {
        using TrainingData data = SyntheticData.For(SmallVggTwin.Graph.WithClasses(3), 32, seed: 1);
        using var model = new SmallVggTwin(seed: 1, classes: 3);
        int[][] keep = model.Rank(data, new RankOptions { Batches = 1, BatchSize = 16 }).Keep;
        using SmallVggTwin.Compact compact = model.ToCompact(keep);
        using Tensor images = zeros(2, 3, 32, 32);
        using Tensor logits = compact.forward(images);
        Assert.Equal([2, 3], logits.shape);
    }

    [Fact]
    public void NumbersThatCannotBeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmallVggTwin(classes: 0));
        Assert.Same(SmallVggTwin.Graph, SmallVggTwin.Graph.WithClasses(10));
        Assert.Equal(3, SmallVggTwin.Graph.WithClasses(3).Tensors[^1].Axes[0].FullWidth);
    }
}
