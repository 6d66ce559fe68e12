using static TorchSharp.torch;

namespace CompactCnn;

public abstract partial class CompactNetwork
{
    /// <summary>Writes the network as a safetensors file, with the manifest that rebuilds it: see <see cref="NetworkManifest"/>.</summary>
    /// <param name="path">The file; an existing one is replaced, as a whole or not at all.</param>
    /// <exception cref="ModelFileException">The file could not be written.</exception>
    public void Save(string path) => NetworkFile.Save(this, path);
}

public abstract partial class CompactNetwork<TSelf>
{
    /// <summary>Rebuilds a compact network from a file alone, in evaluation mode.</summary>
    /// <param name="path">A file that <see cref="CompactNetwork.Save"/> wrote.</param>
    /// <param name="device">Where its parameters shall live; absent: the CPU.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, of another model or declaration, or of another shape.</exception>
    public static TSelf Load(string path, Device? device = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TorchLibrary.Require();
        using var scope = NewDisposeScope();
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        NetworkManifest manifest = NetworkFile.CheckManifest(reader, TSelf.Graph, compact: true, path);
        TSelf network = TSelf.CreateUnallocated(manifest.Widths, manifest.Classes);
        try
        {
            ScalarType type = reader.Entries.GetValueOrDefault(TSelf.Graph.Tensors[0].Name)?.Type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
            NetworkFile.CheckTensors(reader, manifest, network, type, path);
            NetworkTensors.Allocate(network, device ?? CPU, type);
            NetworkFile.Fill(reader, manifest, network, path);
            network.Keep = manifest.Keep;
            network.eval();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
