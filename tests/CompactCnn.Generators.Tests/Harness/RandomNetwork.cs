using CompactCnn.Generators.Declaration;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>A random network whose branches fit and meet again.</summary>
internal sealed class RandomNetwork
{
    private static readonly Sides[] Strips = [new(1, 3), new(3, 1)];

    private static readonly Sides[] Kernels = [3, 1, 3, 1, .. Strips];

    private static readonly ActivationKind[] Activations = Enum.GetValues<ActivationKind>();

    /// <summary>Wider concatenations are not made.</summary>
    private const int MostJoined = 64;

    private readonly Random _random;
    private readonly List<LayerDeclaration> _layers = [];
    private readonly List<Output> _outputs = [];

    private RandomNetwork(int seed) => _random = new Random(seed);

    /// <summary>The network of a seed.</summary>
    public static ModelDeclaration Of(int seed)
    {
        var network = new RandomNetwork(seed);
        return network.Build();
    }

    private ModelDeclaration Build()
    {
        int size = _random.Next(4, 17);
        int channels = _random.Next(1, 4);
        _outputs.Add(new Output("Input", channels, size));
        Append(RandomConv(RandomChannels()), 0, size);
        for (int i = _random.Next(2, 12); i > 0; i--)
        {
            Grow();
        }

        return Model(channels, size, size, [.. _layers, .. Head(_random.Next(2, 6))]);
    }

    /// <summary>A linear layer, behind a hidden one or not, or a convolution that is averaged.</summary>
    private LayerDeclaration[] Head(int classes)
    {
        if (_random.Next(4) == 0)
        {
            return [RandomConv(classes) with { Norm = NormKind.None }, .. _random.Next(2) == 0 ? [Dropout(0.1)] : Array.Empty<LayerDeclaration>(), GlobalPool()];
        }

        LayerDeclaration[] pool = _random.Next(2) == 0 ? [GlobalPool()] : [];
        LayerDeclaration[] hidden = _random.Next(3) == 0 ? [Linear(_random.Next(1, 9))] : [];
        return [.. pool, .. hidden, Linear(classes)];
    }

    private void Grow()
    {
        Output last = _outputs[^1];
        Output[] level = [.. _outputs.Where(output => output.Size == last.Size)];
        Output other = level[_random.Next(level.Length)];
        switch (_random.Next(19))
        {
            case 0 when last.Size > 1:
                bool ceil = _random.Next(2) == 0;
                Append(Pool(kind: RandomPool(), ceil: ceil), last.Channels, ceil ? (last.Size + 1) / 2 : last.Size / 2);
                break;
            case 10 when last.Size > 2:
                int parts = _random.Next(2, last.Size);
                Append(AdaptivePool(parts, parts), last.Channels, parts);
                break;
            case 12 when Divisors(last.Channels) is { Length: > 0 } divisors:
                int slices = divisors[_random.Next(divisors.Length)];
                Append(Slice(_random.Next(slices), slices), last.Channels / slices, last.Size);
                break;
            case 13 or 14 when Divisors(last.Channels) is { Length: > 0 } divisors:
                Append(ChannelShuffle(divisors[_random.Next(divisors.Length)]), last.Channels, last.Size);
                break;
            case 11:
                Append(RandomPatches(), last.Channels, last.Size);
                break;
            case 1:
                Append(Depthwise(norm: RandomNorm(), activation: RandomActivation(), prunable: _random.Next(8) > 0), last.Channels, last.Size);
                break;
            case 2:
                Append(_random.Next(2) == 0 ? Norm() : Activate(RandomActivation(from: 1)), last.Channels, last.Size);
                break;
            case 3 or 4 when 2 * last.Channels < MostJoined:
                // A branch behind an earlier layer, added to this one or appended to it.
                Append(RandomConv(last.Channels).After(other.Name), last.Channels, last.Size);
                Join(last);
                break;
            case 5 or 6:
                Join(other);
                break;
            case 7 when Divisors(last.Channels) is { Length: > 0 } divisors:
                int groups = divisors[_random.Next(divisors.Length)];
                Append(RandomConv(groups * _random.Next(1, 4)) with { Groups = groups }, 0, last.Size);
                break;
            case 8:
                Multiply(last, other);
                break;
            case 9:
                Append(RandomSqueeze(), last.Channels, last.Size);
                break;
            case 15 or 16:
                Append(ChannelByChannel(), last.Channels, last.Size);
                break;
            default:
                Append(RandomConv(RandomChannels()), 0, last.Size);
                break;
        }
    }

    private LayerDeclaration ChannelByChannel() => _random.Next(4) switch
    {
        0 => LayerScale(_random.NextDouble()),
        1 => new DropoutDeclaration(null, 0.1, _random.Next(2) == 0 ? DropoutKind.Channels : DropoutKind.Images),
        _ => PReLU(_random.NextDouble()),
    };

    /// <summary>By a layer of this size, by one that was made for it, or by one number for each channel; which then may come first.</summary>
    private void Multiply(Output last, Output other)
    {
        if (_random.Next(3) == 0 && other.Channels == last.Channels)
        {
            Append(Declared.Multiply(other.Name), last.Channels, last.Size);
            return;
        }

        if (_random.Next(2) == 0)
        {
            Append(GlobalPool().After(other.Name), other.Channels, 1);
            Append(RandomConv(last.Channels) with { Kernel = 1 }, 0, 1);
        }
        else
        {
            Append(RandomConv(last.Channels).After(other.Name), 0, last.Size);
        }

        Output gate = _outputs[^1];
        Append(_random.Next(2) == 0 ? Declared.Multiply(last.Name) : Declared.Multiply(gate.Name).After(last.Name), last.Channels, last.Size);
    }

    private SqueezeExciteDeclaration RandomSqueeze()
    {
        bool isStated = _random.Next(2) == 0;
        return SqueezeExcite(
            isStated ? _random.Next(1, 4) : null, isStated ? null : _random.Next(1, 5), RandomActivation(), _random.Next(2) == 0 ? ActivationKind.Sigmoid : ActivationKind.HardSigmoid);
    }

    private void Join(Output other)
    {
        Output last = _outputs[^1];
        bool isSum = other.Channels == last.Channels && _random.Next(3) > 0;
        if (isSum)
        {
            Append(Add(other.Name) with { Activation = RandomActivation() }, last.Channels, last.Size);
        }
        else if (other.Channels + last.Channels < MostJoined)
        {
            Append(Concat(other.Name), last.Channels + other.Channels, last.Size);
        }
        else
        {
            Append(RandomConv(4), 0, last.Size);
        }
    }

    private void Append(LayerDeclaration layer, int channels, int size)
    {
        string name = $"L{_layers.Count}";
        _layers.Add(layer.Named(name));
        _outputs.Add(new Output(name, layer is ConvDeclaration made ? made.OutChannels : channels, size));
    }

    /// <summary>A layer whose windows are not as high as wide, and which keeps the size.</summary>
    private LayerDeclaration RandomPatches()
    {
        Sides kernel = Strips[_random.Next(Strips.Length)];
        return _random.Next(2) == 0
            ? Depthwise(kernel: kernel, norm: RandomNorm(), activation: RandomActivation())
            : Pool(kind: RandomPool(), kernel: kernel, stride: 1, padding: new Sides(kernel.Height / 2, kernel.Width / 2));
    }

    private Sides RandomKernel() => Kernels[_random.Next(Kernels.Length)];

    private Declaration.PoolKind RandomPool() => _random.Next(2) == 0 ? Declaration.PoolKind.Max : Declaration.PoolKind.Average;

    private ConvDeclaration RandomConv(int channels) =>
        Conv(channels, kernel: RandomKernel(), norm: RandomNorm(), activation: RandomActivation(), prunable: _random.Next(8) > 0);

    private static int[] Divisors(int channels) => [.. new[] { 2, 3, 4 }.Where(number => channels % number == 0)];

    private int RandomChannels() => _random.Next(2, 7);

    private NormKind RandomNorm() => _random.Next(3) == 0 ? NormKind.None : NormKind.Batch;

    private ActivationKind RandomActivation(int from = 0) => _random.Next(2) == 0 ? ActivationKind.ReLU : Activations[_random.Next(from, Activations.Length)];

    private sealed record Output(string Name, int Channels, int Size);
}
