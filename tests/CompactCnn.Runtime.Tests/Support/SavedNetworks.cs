namespace CompactCnn.Runtime.Tests;

/// <summary>
/// A full and a compact NormedHead that were saved, and a model that no refused file may change. Tests write their own
/// version of a file to <see cref="Target"/>.
/// </summary>
internal sealed class SavedNetworks : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Network _full;
    private readonly Dictionary<string, byte[]> _before;

    public SavedNetworks()
    {
        using Network saved = Model.Create().Randomized(seed: 1);
        Model.Save(saved, _folder.At("full"));
        using CompactNetwork compact = Model.CreateCompact([2, 3, 3, 2]).Randomized(seed: 2);
        compact.Save(_folder.At("compact"));
        FullFile = File.ReadAllBytes(_folder.At("full"));
        CompactFile = File.ReadAllBytes(_folder.At("compact"));
        _full = Model.Create().Randomized(seed: 3);
        _before = Bits.Of(_full);
    }

    public ModelCase Model { get; } = ModelCases.Of("NormedHead");

    public byte[] FullFile { get; }

    public byte[] CompactFile { get; }

    /// <summary>The file that a test writes and loads.</summary>
    public string Target => _folder.At("file");

    /// <summary>Loads the target into the full model, which stays as it was afterwards.</summary>
    public void LoadFull()
    {
        try
        {
            Model.Load(_full, Target);
            _full.Randomized(seed: 3);
        }
        finally
        {
            Assert.Empty(Bits.Differences(_before, Bits.Of(_full)));
        }
    }

    /// <summary>Loads the target as a compact network.</summary>
    public CompactNetwork LoadCompact() => Model.LoadCompact(Target);

    /// <summary>Writes a saved file to the target, changed.</summary>
    public void Write(byte[] file, Action<SafetensorsText> change)
    {
        SafetensorsText text = SafetensorsText.Read(file);
        change(text);
        File.WriteAllBytes(Target, text.Write());
    }

    public void Dispose()
    {
        _full.Dispose();
        _folder.Dispose();
    }
}
