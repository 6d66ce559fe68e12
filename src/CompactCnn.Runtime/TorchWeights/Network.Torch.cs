namespace CompactCnn;

public abstract partial class Network
{
    /// <summary>
    /// Writes the parameters and running statistics as a safetensors file for PyTorch: with torchvision's names where the network's
    /// layers are those of a published network, else with its own, as <c>conv1.weight</c>.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all. In Python <c>model.load_state_dict(load_file(path))</c>.</param>
    /// <param name="names">Other names, as <see cref="TorchOptions.Names"/> has them.</param>
    /// <exception cref="ModelFileException">The file could not be written.</exception>
    /// <exception cref="ArgumentException">The names are not one for each layer.</exception>
    public void SaveTorch(string path, string? names = null) => TorchFile.Save(this, path, names);
}
