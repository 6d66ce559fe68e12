using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace CompactCnn.CommandLine.Tests;

/// <summary>
/// A network written by hand, as torchvision's code has it: each layer makes its tensors of random values, under the name that
/// PyTorch gives them, when it is first called.
/// </summary>
internal sealed class TorchReference(long seed) : IDisposable
{
    private readonly Generator _random = new((ulong)seed, CPU);

    /// <summary>The tensors by name, in the order of Python's <c>save_file</c>.</summary>
    public SortedDictionary<string, Tensor> Tensors { get; } = new(StringComparer.Ordinal);

    public Tensor Conv(Tensor x, string name, int channels, int kernel, int stride = 1, int? padding = null, int groups = 1, bool bias = false)
    {
        int side = padding ?? kernel / 2;
        long inputs = x.shape[1] / groups;
        Tensor weight = Of(name + ".weight", () => Noise(channels, inputs, kernel, kernel) * Math.Sqrt(2.0 / (inputs * kernel * kernel)));
        return nn.functional.conv2d(x, weight, bias ? Of(name + ".bias", () => Noise(channels) * 0.1) : null, [stride, stride], [side, side], [1, 1], groups);
    }

    public Tensor Norm(Tensor x, string name)
    {
        long channels = x.shape[1];
        Tensor weight = Of(name + ".weight", () => 1 + (Noise(channels) * 0.1));
        Tensor bias = Of(name + ".bias", () => Noise(channels) * 0.1);
        Tensor mean = Of(name + ".running_mean", () => Noise(channels) * 0.1);
        Tensor variance = Of(name + ".running_var", () => 1 + Noise(channels).square());
        Of(name + ".num_batches_tracked", () => tensor(7L));
        return nn.functional.batch_norm(x, mean, variance, weight, bias, training: false, eps: 1e-5);
    }

    public Tensor Linear(Tensor x, string name, int features)
    {
        long inputs = x.shape[1];
        Tensor weight = Of(name + ".weight", () => Noise(features, inputs) * Math.Sqrt(1.0 / inputs));
        return nn.functional.linear(x, weight, Of(name + ".bias", () => Noise(features) * 0.1));
    }

    /// <summary>Writes the tensors as Python's safetensors does: sorted by type, then by name, and no texts but the format.</summary>
    public void Write(string path)
    {
        (string Name, Tensor Value)[] sorted = [.. Tensors.OrderByDescending(entry => entry.Value.dtype == ScalarType.Int64).Select(entry => (entry.Key, entry.Value))];
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        long begin = 0;
        foreach ((string name, Tensor value) in sorted)
        {
            long end = begin + (value.numel() * value.element_size());
            header.Append($",\"{name}\":{{\"dtype\":\"{(value.dtype == ScalarType.Int64 ? "I64" : "F32")}\",\"shape\":[{string.Join(',', value.shape)}],\"data_offsets\":[{begin},{end}]}}");
            begin = end;
        }

        header.Append('}').Append(' ', (8 - (header.Length % 8)) % 8);
        byte[] text = Encoding.UTF8.GetBytes(header.ToString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        using FileStream file = File.Create(path);
        file.Write(length);
        file.Write(text);
        foreach ((_, Tensor value) in sorted)
            file.Write(value.bytes);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors.Values)
            tensor.Dispose();

        _random.Dispose();
    }

    private Tensor Of(string name, Func<Tensor> create)
    {
        if (!Tensors.TryGetValue(name, out Tensor? value))
            Tensors[name] = value = create().contiguous().DetachFromDisposeScope();

        return value;
    }

    private Tensor Noise(params long[] shape) => randn(shape, generator: _random);
}
