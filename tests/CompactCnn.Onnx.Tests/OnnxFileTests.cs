using System.Text.Json.Nodes;
using TorchSharp;

namespace CompactCnn.Onnx.Tests;

/// <summary>What an exported file says of itself, and how writing fails.</summary>
public sealed class OnnxFileTests : IDisposable
{
    private readonly ModelCase _model = ModelCases.Of("NormedHead");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CarriesTheManifest()
    {
        int[][] keep = [[0, 2, 5], [1, 2, 3, 7], [0, 13], [4, 5, 11]];
        using Network full = _model.Create();
        using CompactNetwork compact = _model.ToCompact(full, keep);
        compact.Usage = new NetworkUsage(["a", "\u00e4", "c", "d", "e"], [0.25f], [0.5f]);
        compact.ExportOnnx(_folder.At("network.onnx"));
        compact.Save(_folder.At("network.safetensors"));

        using var session = new OnnxSession(_folder.At("network.onnx"));
        Assert.Equal("NormedHead", session.Metadata["model"]);
        Assert.Equal(["a", "\u00e4", "c", "d", "e"], JsonNode.Parse(session.Metadata["classes"])!.AsArray().Select(name => (string)name!));
        Assert.Equal(keep, JsonNode.Parse(session.Metadata["keep"])!.AsArray().Select(group => group!.AsArray().Select(channel => (int)channel!).ToArray()));
        Assert.Equal("[0.25]", session.Metadata["mean"]);
        Assert.Equal("[0.5]", session.Metadata["deviation"]);
        Assert.False(session.Metadata.ContainsKey("operations"));
        Assert.Equal([-1, 1, 8, 8], session.Inputs[OnnxExport.InputName].Dimensions);
        Assert.Equal("batch", session.Inputs[OnnxExport.InputName].SymbolicDimensions[0]);
        Assert.Equal([-1, 5], session.Outputs[OnnxExport.OutputName].Dimensions);
    }

    [Fact]
    public void OfDoublesIsOfFloats()
    {
        using CompactNetwork network = _model.CreateCompact([3, 4, 5, 6]).Randomized(seed: 1);
        network.eval();
        using torch.Tensor images = torch.rand(3, 1, 8, 8);
        using torch.Tensor expected = network.forward(images);
        network.InDoubles().ExportOnnx(_folder.At("doubles.onnx"));
        using var session = new OnnxSession(_folder.At("doubles.onnx"));
        using torch.Tensor actual = session.Run(images);
        Assert.True(torch.allclose(expected, actual, 1e-4, 1e-4));
    }

    [Fact]
    public void ThatCannotBeWrittenLeavesNothing()
    {
        using CompactNetwork network = _model.CreateCompact([3, 4, 5, 6]);
        Directory.CreateDirectory(_folder.At("taken"));
        Assert.StartsWith($"'{_folder.At("taken")}' could not be written: ", Assert.Throws<ModelFileException>(() => network.ExportOnnx(_folder.At("taken"))).Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
        Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => network.ExportOnnx("")).ParamName);
    }
}
