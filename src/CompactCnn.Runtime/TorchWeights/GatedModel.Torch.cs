namespace CompactCnn;

public abstract partial class GatedModel<TCompact>
{
    /// <summary>
    /// Replaces the full parameters by those of a safetensors file with PyTorch's names, as torchvision's or timm's of a published
    /// network. Everything is compared before anything is changed.
    /// </summary>
    /// <param name="path">The file: in Python <c>save_file(model.state_dict(), path)</c>.</param>
    /// <param name="options">What is done; absent: everything must fit, and known names are recognised.</param>
    /// <returns>What was loaded, and by which names. What cannot be checked is in <see cref="Network.LoadWarnings"/>.</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, or does not fit; the message names what does not.</exception>
    /// <exception cref="ArgumentException">The names of the options are not one for each layer.</exception>
    /// <exception cref="InvalidOperationException">The model is in training, whose next step would overwrite what was loaded.</exception>
    public TorchResult LoadTorch(string path, TorchOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireNoTraining($"what '{path}' holds", "load");
        return TorchFile.Load(this, path, options ?? new TorchOptions());
    }
}
