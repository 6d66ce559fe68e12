namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>Writes the full parameters as a safetensors file.</summary>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all.</param>
    /// <exception cref="ModelFileException">The file could not be written.</exception>
    public void Save(string path) => NetworkFile.Save(this, path);

    /// <summary>Replaces the full parameters by those of a file; everything is compared before anything is changed.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, of another model or declaration, of another shape or precision.</exception>
    /// <exception cref="InvalidOperationException">The model is in training, whose next step would overwrite what was loaded.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireNoTraining($"what '{path}' holds", "load");
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        NetworkManifest manifest = NetworkFile.CheckManifest(reader, Structure, compact: false, path);
        NetworkFile.CheckTensors(reader, manifest, this, NetworkTensors.ByName(this)[Structure.Tensors[0].Name].dtype, path);
        NetworkFile.Fill(reader, manifest, this, path);
    }
}
