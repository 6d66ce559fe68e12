using System.Text.Json.Nodes;

namespace CompactCnn.Runtime.Tests;

/// <summary>What a network's file says of it, and that it goes with the network.</summary>
public sealed class ManifestTests : IDisposable
{
    private static readonly NetworkUsage Usage = new(["T-shirt", "Hose \"weit\"", "\u00e4\u00f6\u00fc", "d", "e"], [0.1f], [0.333333343f]);

    private readonly ModelCase _model = ModelCases.Of("NormedHead");
    private readonly TemporaryFolder _folder = new();
    private readonly int[][] _keep = [[0, 2, 5], [1, 2, 3, 7], [0, 13], [4, 5, 11]];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GoesFromTheModelToTheFileAndBack()
    {
        using Network full = _model.Create();
        full.Usage = Usage;
        _model.Save(full, _folder.At("full"));
        using Network other = _model.Create(seed: 2);
        _model.Load(other, _folder.At("full"));
        using CompactNetwork compact = _model.ToCompact(other, _keep);
        compact.Save(_folder.At("compact"));
        using CompactNetwork loaded = _model.LoadCompact(_folder.At("compact"));

        Assert.Equal(_keep, loaded.Keep!.Select(group => group.ToArray()));
        Assert.Equal([.. Usage.ClassNames], loaded.Usage!.ClassNames.ToArray());
        Assert.Equal([.. Usage.Mean], loaded.Usage.Mean.ToArray());
        Assert.Equal([.. Usage.Deviation], loaded.Usage.Deviation.ToArray());

        NetworkManifest manifest = NetworkManifest.Read(_folder.At("compact"));
        Assert.Equal(("NormedHead", true, new FeatureShape(1, 8, 8), 1e-5), (manifest.Model, manifest.IsCompact, manifest.Input, manifest.NormEpsilon));
        Assert.Equal([3, 4, 2, 3], manifest.Widths.ToArray());
        Assert.Equal(_keep, manifest.Keep!.Value.Select(group => group.ToArray()));
        Assert.Equal((loaded.CostTable.Parameters, loaded.CostTable.Macs), (manifest.Parameters, manifest.Macs));
        Assert.Equal([.. Usage.ClassNames], manifest.Usage!.ClassNames.ToArray());

        manifest = NetworkManifest.Read(_folder.At("full"));
        Assert.Equal((false, _model.Cost.Parameters, null), (manifest.IsCompact, manifest.Parameters, manifest.Keep));
        Assert.Equal([.. _model.Graph.FullWidths], manifest.Widths.ToArray());
    }

    /// <summary>The keys that docs/deployment.md states, for readers in other languages.</summary>
    [Fact]
    public void IsPlainText()
    {
        using Network full = _model.Create();
        using CompactNetwork compact = _model.ToCompact(full, _keep);
        compact.Usage = Usage;
        compact.Save(_folder.At("compact"));
        JsonObject texts = SafetensorsText.Read(File.ReadAllBytes(_folder.At("compact"))).Metadata;
        string[] keys =
        [
            "format", "compactcnn", "model", "network", "input", "widths", "norm_epsilon", "parameters", "macs", "class", "outputs",
            "keep", "operations", "classes", "mean", "deviation", "sha256_by_name",
        ];
        Assert.Equal(keys, texts.Select(pair => pair.Key));
        Assert.Equal("[[0,2,5],[1,2,3,7],[0,13],[4,5,11]]", (string?)texts["keep"]);
        Assert.Equal(Usage.ClassNames, JsonNode.Parse((string)texts["classes"]!)!.AsArray().Select(name => (string)name!));
        Assert.Equal("[0.1]", (string?)texts["mean"]);
        Assert.Equal("1E-05", (string?)texts["norm_epsilon"]);
        Assert.Equal("[1,8,8]", (string?)texts["input"]);
    }

    [Fact]
    public void OfANetworkFromWidthsHasNoKeepList()
    {
        using CompactNetwork compact = _model.CreateCompact([1, 2, 3, 4]);
        compact.Save(_folder.At("compact"));
        Assert.Null(NetworkManifest.Read(_folder.At("compact")).Keep);
        Assert.Null(NetworkManifest.Read(_folder.At("compact")).Usage);
    }

    [Fact]
    public void UsageThatDoesNotFitIsRefused()
    {
        using Network full = _model.Create();
        Refusal.OfArgument<ArgumentException>("value", "'NormedHead' takes images of 1 channels, but mean and deviation have 3", () => full.Usage = new(["a"], [0, 0, 0], [1, 1, 1]));
        Refusal.OfArgument<ArgumentException>("value", "'NormedHead' tells 5 classes apart, but 6 are named", () => full.Usage = new(["a", "b", "c", "d", "e", "f"], [0], [1]));
        Assert.Null(full.Usage);
        Refusal.OfArgument<ArgumentException>("classNames", "the class names must be one text or more, none of them empty", () => _ = new NetworkUsage([], [0], [1]));
        Refusal.OfArgument<ArgumentException>("classNames", "the class names must be one text or more, none of them empty", () => _ = new NetworkUsage([""], [0], [1]));
        Refusal.OfArgument<ArgumentException>("deviation", "mean and deviation must have one number for each channel, but have 1 and 2", () => _ = new NetworkUsage(["a"], [0], [1, 1]));
        foreach (float deviation in new[] { 0, -1, float.NaN, float.PositiveInfinity })
        {
            Refusal.OfArgument<ArgumentException>("deviation", "mean must be finite numbers and deviation finite numbers above 0, in units where white is 1", () => _ = new NetworkUsage(["a"], [0], [deviation]));
        }
    }
}
