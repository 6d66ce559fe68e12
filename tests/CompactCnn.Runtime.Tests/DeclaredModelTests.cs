using CompactCnn.Models;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>A model as a value does what its own types do.</summary>
public class DeclaredModelTests
{
    /// <summary>Every model that this project declares, in the order of the names, each name once.</summary>
    [Fact]
    public void TheListHasTheSharedModels()
    {
        string[] names = [.. CompactModels.All.Select(model => model.Name)];
        string[] classes = [.. CompactModels.All.Select(model => model.Graph.Name)];
        Assert.Contains("NormedHead", classes);
        Assert.Contains("SmallVggTwin", classes);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void ItCreatesWhatTheConstructorsDo()
    {
        DeclaredModel model = Of("normed-head");
        ModelCase types = ModelCases.Of("NormedHead");
        using Network full = model.Create(seed: 7);
        using Network expectedFull = types.Create(seed: 7);
        using CompactNetwork compact = model.CreateCompact([2, 3, 3, 2], seed: 7);
        using CompactNetwork expectedCompact = types.CreateCompact([2, 3, 3, 2], seed: 7);

        Assert.Empty(Bits.Differences(Bits.Of(expectedFull), Bits.Of(full)));
        Assert.Empty(Bits.Differences(Bits.Of(expectedCompact), Bits.Of(compact)));
        Assert.Equal(compact.CostTable.Parameters, model.CostOf([2, 3, 3, 2]).Parameters);
        Assert.Throws<ArgumentException>(() => model.CreateCompact([2, 3]));
    }

    [Fact]
    public void ItLoadsWhatWasSaved()
    {
        using var saved = new SavedNetworks();
        DeclaredModel model = Of("normed-head");
        File.WriteAllBytes(saved.Target, saved.FullFile);
        using Network full = model.Load(saved.Target);
        using Network expected = saved.Model.Create().Randomized(seed: 1);
        Assert.Empty(Bits.Differences(Bits.Of(expected), Bits.Of(full)));

        File.WriteAllBytes(saved.Target, saved.CompactFile);
        using CompactNetwork compact = model.LoadCompact(saved.Target);
        Assert.Equal([2, 3, 3, 2], compact.Widths);
        Assert.Throws<ModelFileException>(() => model.Load(saved.Target));
    }

    /// <summary>The recipe of a value is that of a model of the options' seed, bit for bit, stopped and resumed or not.</summary>
    [Fact]
    public void ItTrainsAsTheModelDoes()
    {
        DeclaredModel model = Of("normed-head");
        using TrainingData data = RecipeRun.Data();
        using NormedHead own = RecipeRun.Model();
        using CompactTrainingResult<NormedHead.Compact> expected = own.TrainCompact(data, RecipeRun.Options);
        using CompactTrainingResult result = model.TrainCompact(data, RecipeRun.Options);
        Assert.Equal(expected.Keep, result.Keep);
        Assert.Equal(expected.TrainingMacs, result.TrainingMacs);
        Assert.Empty(Bits.Differences(Bits.Of(expected.Network), Bits.Of(result.Network)));
        Assert.StartsWith("NormedHead: ", result.ToString(), StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        CompactTrainingOptions kept = RecipeRun.Options with { Checkpoints = new CheckpointOptions { Folder = folder.Path } };
        using var source = new CancellationTokenSource();
        var stopping = new RecipeRun.Relay(report => Stop(report.RunStep));
        Assert.ThrowsAny<OperationCanceledException>(() => model.TrainCompact(data, kept, stopping, cancellation: source.Token));
        using CompactTrainingResult resumed = model.TrainCompact(data, kept, resumeFrom: CompactTrainingCheckpoint.Latest(folder.Path));
        Assert.Empty(Bits.Differences(Bits.Of(expected.Network), Bits.Of(resumed.Network)));
        Assert.Throws<ArgumentNullException>(() => model.TrainCompact(null!));

        void Stop(long step)
        {
            if (step == 8)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Work for any model has the types: it slices without knowing which.</summary>
    [Fact]
    public void WorkOfAnyModelHasItsTypes()
    {
        (int[] widths, long images) = Of("normed-head").Do(new Slicing());
        Assert.Equal([2, 3, 3, 2], widths);
        Assert.Equal(1, images);
    }

    private static DeclaredModel Of(string name) => CompactModels.All.Single(model => model.Name == name);

    private sealed class Slicing : IModelWork<(int[] Widths, long Images)>
    {
        public (int[] Widths, long Images) Do<TModel, TCompact>(DeclaredModel<TModel, TCompact> model)
            where TModel : GatedModel<TCompact>, IGatedModel<TModel>
            where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
        {
            using TModel full = model.Create(seed: 1);
            using TCompact compact = model.ToCompact(full, [[0, 1], [0, 1, 2], [0, 1, 2], [0, 1]]);
            compact.eval();
            FeatureShape image = TModel.Graph.Input;
            using Tensor images = zeros(1, image.Channels, image.Height, image.Width);
            using Tensor logits = compact.forward(images);
            return ([.. compact.Widths], logits.size(0));
        }
    }
}
