namespace CompactCnn.Runtime.Tests;

/// <summary>A file is of the class that wrote it: known by its namespace, too, and under a former name where the declaration says so.</summary>
public sealed class FormerNamesTests : IDisposable
{
    private const string Layers = "[Conv(4), Pool, GlobalPool, Linear(3)]";

    private static readonly Lazy<ModelCase[]> _models = new(() => GeneratedNetworks.Declared(
        [
            $"namespace First {{ [CompactModel(1, 8, 8)] {Layers} public sealed partial class Net; }}",
            $"namespace Second {{ [CompactModel(1, 8, 8)] {Layers} public sealed partial class Net; }}",
            $"namespace First {{ [CompactModel(1, 8, 8, FormerNames = [\"Older\", \"Net\"])] {Layers} public sealed partial class Renamed; }}",
            $"namespace Third {{ public partial class Around {{ [CompactModel(1, 8, 8, FormerNames = [\"First.Net\"])] {Layers} public sealed partial class Moved; }} }}",
        ],
        "First.Net", "Second.Net", "First.Renamed", "Third.Around+Moved"));

    private readonly TemporaryFolder _folder = new();

    private static ModelCase Net => _models.Value[0];

    private static ModelCase Twin => _models.Value[1];

    private static ModelCase Renamed => _models.Value[2];

    private static ModelCase Moved => _models.Value[3];

    private string Path => _folder.At("network");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheGraphKnowsTheNames()
    {
        Assert.Equal(["First.Net", "Second.Net", "First.Renamed", "Third.Around.Moved"], _models.Value.Select(model => model.Graph.FullName));
        Assert.Equal(["Older", "Net"], Renamed.Graph.FormerNames.ToArray());
        ModelGraph other = Renamed.Graph.WithClasses(7);
        Assert.Equal((Renamed.Graph.FullName, 2), (other.FullName, other.FormerNames.Length));
    }

    [Fact]
    public void ATwinInAnotherNamespaceIsRefused()
    {
        using Network full = Net.Create(seed: 1);
        Net.Save(full, Path);
        using Network twin = Twin.Create(seed: 2);
        Dictionary<string, byte[]> before = Bits.Of(twin);
        string sentence = $"'{Path}' has the model 'First.Net', but 'Second.Net' was expected; load it as the model that wrote it, or, if that has this name now, add FormerNames = [\"First.Net\"] to its [CompactModel]";
        Refusal.OfFile(sentence, () => Twin.Load(twin, Path));
        Assert.Empty(Bits.Differences(before, Bits.Of(twin)));
        using CompactNetwork compact = Net.ToCompact(full, [[0, 2]]);
        compact.Save(Path);
        Refusal.OfFile(sentence, () => Twin.LoadCompact(Path));
        Assert.Equal(("Net", "First.Net"), (NetworkManifest.Read(Path).Model, NetworkManifest.Read(Path).FullName));
    }

    [Fact]
    public void ARenamedClassLoadsItsOldFiles()
    {
        using Network full = Net.Create(seed: 1);
        Net.Save(full, Path);
        foreach (ModelCase model in new[] { Renamed, Moved })
        {
            using Network loaded = model.Create(seed: 2);
            model.Load(loaded, Path);
            Assert.Empty(Bits.Differences(Bits.Of(full), Bits.Of(loaded)));
        }

        using CompactNetwork compact = Net.ToCompact(full, [[0, 2]]);
        compact.Save(Path);
        using CompactNetwork moved = Moved.LoadCompact(Path);
        Assert.Empty(Bits.Differences(Bits.Of(compact), Bits.Of(moved)));

        // The former class takes no files of the new name.
        moved.Save(Path);
        Refusal.OfFile(
            $"'{Path}' has the model 'Moved', but 'Net' was expected; load it as the model that wrote it, or, if that has this name now, add FormerNames = [\"Third.Around.Moved\"] to its [CompactModel]",
            () => Net.LoadCompact(Path));
    }

    /// <summary>Version 2 said no namespace, and called its format its own.</summary>
    [Fact]
    public void AFileOfBeforeLoadsByItsShortName()
    {
        using CompactNetwork compact = Net.CreateCompact([2]);
        compact.Save(Path);
        CheckpointedRun.Forge(Path, AsVersion2);
        foreach (ModelCase model in new[] { Net, Twin, Renamed, Moved })
        {
            using CompactNetwork loaded = model.LoadCompact(Path);
            Assert.Empty(Bits.Differences(Bits.Of(compact), Bits.Of(loaded)));
            Assert.Empty(loaded.LoadWarnings);
        }
    }

    [Fact]
    public void ACheckpointIsResumedByTheSameClassOrTheRenamedOne()
    {
        using TrainingData data = SyntheticData.For(Net.Graph, 40, seed: 1);
        TrainingOptions options = new() { Epochs = 1, BatchSize = 20, RecalibrationBatches = 0, Checkpoints = new CheckpointOptions { Folder = _folder.At("run"), EverySteps = 1 } };
        using Network full = Net.Create(seed: 1);
        Net.Train(full, data, options);
        Checkpoint checkpoint = Checkpoint.Open(Checkpoint.Paths(_folder.At("run"))[^1]);
        using Network twin = Twin.Create(seed: 1);
        Assert.Equal(
            $"'{checkpoint.Path}' has the model 'First.Net', but 'Second.Net' was expected; resume it as the model that wrote it, or, if that has this name now, add FormerNames = [\"First.Net\"] to its [CompactModel]",
            Assert.Throws<CheckpointException>(() => Twin.Train(twin, data, options, resumeFrom: checkpoint)).Message);

        TrainingOptions elsewhere = options with { Checkpoints = null };
        using Network renamed = Renamed.Create(seed: 2);
        Renamed.Train(renamed, data, elsewhere, resumeFrom: checkpoint);
        Assert.Empty(Bits.Differences(Bits.Of(full), Bits.Of(renamed)));

        CheckpointedRun.Forge(checkpoint.Path, AsVersion2);
        using Network again = Net.Create(seed: 2);
        Net.Train(again, data, elsewhere, resumeFrom: Checkpoint.Open(checkpoint.Path));
        Assert.Empty(Bits.Differences(Bits.Of(full), Bits.Of(again)));
    }

    private static void AsVersion2(SafetensorsText text)
    {
        text.Metadata["format"] = "compactcnn";
        text.Metadata["format_version"] = "2";
        text.Metadata.Remove("compactcnn");
        text.Metadata.Remove("class");
    }
}
