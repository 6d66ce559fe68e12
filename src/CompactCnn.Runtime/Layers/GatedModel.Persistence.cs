namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>Writes the full parameters as a safetensors file.</summary>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all.</param>
    /// <exception cref="ModelFileException">The file could not be written.</exception>
    public void Save(string path) => NetworkFile.Save(this, widths: null, path);

    /// <summary>Replaces the full parameters by those of a file; everything is compared before anything is changed.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, of another model or of another shape.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        NetworkFile.CheckModel(reader, Structure, "full", path);
        NetworkFile.CheckTensors(reader, this, path);
        NetworkFile.Fill(reader, this);
    }
}
