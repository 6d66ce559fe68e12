using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// A second, plain way to count: it walks the declared layers once, as one would on paper, ties labels by writing one
/// over the other, and counts at the end. It shares nothing with the graph but the names of layers.
/// </summary>
internal sealed class PlainCount
{
    private const int Always = -1;
    private const int MostOfLayer = 10;

    private readonly Dictionary<int, int> _labels = new() { [Always] = Always };
    private readonly Dictionary<string, Map> _outputs = [];
    private readonly List<Func<(long Parameters, long Macs)>> _costs = [];
    private readonly HashSet<int> _read = [];
    private Dictionary<int, int> _widths = [];

    /// <summary>Parameters and multiply-accumulates where the groups have these widths, in the order of their first layers.</summary>
    public static (long Parameters, long Macs) Of(ModelDeclaration declaration, IEnumerable<int> widths)
    {
        var count = new PlainCount();
        count.Walk(declaration);
        int[] given = [.. widths];
        int[] labels = [.. count._labels.OrderBy(label => label.Key).Select(label => label.Value).Where(label => label != Always).Distinct()];
        Assert.Equal(labels.Length, given.Length);
        count._widths = labels.Zip(given).ToDictionary();
        (long Parameters, long Macs)[] costs = [.. count._costs.Select(cost => cost())];
        return (costs.Sum(cost => cost.Parameters), costs.Sum(cost => cost.Macs));
    }

    private void Walk(ModelDeclaration declaration)
    {
        EquatableArray<string> names = LayerNames.Of(declaration.Layers);
        var current = new Map([new Piece(Always, declaration.Input.Channels, 1)], declaration.Input.Height, declaration.Input.Width);
        _outputs.Add("Input", current);
        int last = declaration.Layers.Count - 1;
        int classifier = declaration.Layers[last] is GlobalPoolDeclaration ? declaration.Layers.Select((layer, i) => layer is ConvDeclaration ? i : -1).Max() : last;
        for (int i = 0; i <= last; i++)
        {
            LayerDeclaration layer = declaration.Layers[i];
            Map input = layer.From is null ? current : _outputs[layer.From];
            current = Output(layer, i, input, isLast: i == classifier);
            _outputs.Add(names[i], current);
        }

        // What slices leave out everywhere nobody can choose.
        int[] read = [.. _read.Select(tag => _labels[tag]).Distinct()];
        foreach (int tag in _labels.Keys.Where(tag => !read.Contains(_labels[tag])).ToArray())
        {
            Relabel(tag, Always);
        }
    }

    private Map Output(LayerDeclaration declared, int index, Map input, bool isLast)
    {
        switch (declared)
        {
            case ConvDeclaration { Groups: > 1 } layer when layer.Groups == layer.OutChannels && layer.Groups == input.Pieces.Sum(piece => piece.Size):
                return Output(new DepthwiseConvDeclaration(null, layer.Kernel, layer.Stride, layer.Padding, layer.Dilation, layer.Norm, layer.Activation, layer.Bias, layer.Prunable), index, input, isLast);
            case ConvDeclaration layer:
                Map output = Moved(input, Extent(layer.Kernel, layer.Dilation), layer.Stride, Padding(layer.Padding, layer.Kernel, layer.Dilation)) with { Pieces = [Made(index, layer.OutChannels, layer.Prunable && !isLast)] };
                Divide(input, layer.Groups);
                Count(input, output, layer.Kernel.Height * layer.Kernel.Width, layer.Norm == NormKind.Batch, layer.Bias, layer.Groups);
                return output;
            case DepthwiseConvDeclaration layer:
                Map filtered = Moved(input, Extent(layer.Kernel, layer.Dilation), layer.Stride, Padding(layer.Padding, layer.Kernel, layer.Dilation));
                Count(new Map([new Piece(Always, 1, 1)], 1, 1), filtered, layer.Kernel.Height * layer.Kernel.Width, layer.Norm == NormKind.Batch, layer.Bias);
                Array.ForEach(layer.Prunable ? [] : input.Pieces, piece => Relabel(piece.Tag, Always));
                return filtered;
            case PoolDeclaration layer:
                return Moved(input, layer.Kernel, layer.Stride.Or(layer.Kernel), layer.Padding, layer.Ceil);
            case AdaptivePoolDeclaration layer:
                return input with { Height = layer.Output.Height, Width = layer.Output.Width };
            case GlobalPoolDeclaration:
                return input with { Height = 1, Width = 1 };
            case PReLUDeclaration or LayerScaleDeclaration:
                _costs.Add(() => (Size(input), 0));
                return input;
            case NormDeclaration:
                _costs.Add(() => (2 * Size(input), 0));
                return input;
            case AddDeclaration layer:
                Array.ForEach([.. layer.Others.Select(name => _outputs[name])], other => Tie(input, other));
                return input;
            case MultiplyDeclaration layer:
                Map factor = _outputs[layer.Others[0]];
                Tie(input, factor);
                return input.Height * input.Width == 1 ? factor : input;
            case SqueezeExciteDeclaration layer:
                long channels = input.Pieces.Sum(piece => piece.Size);
                var squeezed = new Map([Made(index, layer.Squeeze.Channels ?? Math.Max(1, channels / layer.Squeeze.Reduction!.Value), isPrunable: true)], 1, 1);
                var excited = new Map([Made(index, channels, isPrunable: true)], 1, 1);
                Count(input, squeezed, 1, isNormed: false, bias: true);
                Count(squeezed, excited, 1, isNormed: false, bias: true);
                Tie(input, excited);
                return input;
            case SliceDeclaration layer:
                return Sliced(input, layer);
            case ChannelShuffleDeclaration layer:
                return Shuffled(input, layer.Groups);
            case ConcatDeclaration layer:
                return input with { Pieces = [.. input.Pieces, .. layer.Others.SelectMany(name => _outputs[name].Pieces)] };
            case LinearDeclaration layer:
                var flat = new Map([.. input.Pieces.Select(piece => piece with { Expand = piece.Expand * input.Height * input.Width })], 1, 1);
                var units = new Map([Made(index, layer.OutFeatures, !isLast && layer.Prunable != false)], 1, 1);
                Count(flat, units, 1, !isLast && layer.Norm == NormKind.Batch, layer.Bias);
                return units;
            default:
                return input;
        }
    }

    /// <summary>The pieces that lie in the slice, or a part of the one that it lies in.</summary>
    private Map Sliced(Map input, SliceDeclaration layer)
    {
        long width = input.Pieces.Sum(piece => piece.Size) / layer.Parts;
        long start = layer.Part * width;
        var inside = new List<Piece>();
        long at = 0;
        foreach (Piece piece in input.Pieces)
        {
            if (at >= start && at + piece.Size <= start + width)
            {
                inside.Add(piece);
            }
            else if (at <= start && start + width <= at + piece.Size && (start - at) % width == 0 && CanBeCut(piece, width))
            {
                inside.Add(piece with { Share = piece.Count / (width / piece.Expand) });
            }

            at += piece.Size;
        }

        return inside.Sum(piece => piece.Size) == width ? input with { Pieces = [.. inside] } : Kept(input, width);
    }

    /// <summary>Equal groups, of which every channel has its fellows beside it.</summary>
    private Map Shuffled(Map input, int groups)
    {
        long width = input.Pieces.Sum(piece => piece.Size) / groups;
        Piece first = input.Pieces[0];
        if (input.Pieces.All(piece => piece == first) && CanBeCut(first, width))
        {
            return input with { Pieces = [first with { Share = first.Count / (width / first.Expand), Expand = first.Expand * groups }] };
        }

        int inOne = input.Pieces.Length / groups;
        return input.Pieces.Length % groups == 0 && Enumerable.Range(0, input.Pieces.Length).All(at => input.Pieces[at] == input.Pieces[at % inOne])
            ? input with { Pieces = [.. input.Pieces.Take(inOne).Select(piece => piece with { Expand = piece.Expand * groups })] }
            : Kept(input, width * groups);
    }

    private Map Kept(Map input, long width)
    {
        Array.ForEach(input.Pieces, piece => Relabel(piece.Tag, Always));
        return input with { Pieces = [new Piece(Always, width, 1)] };
    }

    private static bool CanBeCut(Piece piece, long width) => piece.Size % width == 0 && width % piece.Expand == 0;

    private void Count(Map input, Map output, long kernel, bool isNormed, bool? bias, int groups = 1)
    {
        _read.UnionWith(input.Pieces.Select(piece => piece.Tag));
        _costs.Add(() =>
        {
            long weights = Size(input) / groups * Size(output) * kernel;
            return (weights + ((bias ?? !isNormed) ? Size(output) : 0) + (isNormed ? 2 * Size(output) : 0), weights * output.Height * output.Width);
        });
    }

    private Piece Made(int index, long count, bool isPrunable)
    {
        // A block makes several.
        int tag = MostOfLayer * index;
        while (_labels.ContainsKey(tag))
        {
            tag++;
        }

        _labels.Add(tag, isPrunable ? tag : Always);
        return new Piece(tag, count, 1);
    }

    /// <summary>Ties what the groups of a convolution read: parts of equal pieces, or the same pieces again and again.</summary>
    private void Divide(Map input, int groups)
    {
        long width = input.Pieces.Sum(piece => piece.Size) / groups;
        if (input.Pieces.All(piece => piece with { Tag = Always } == input.Pieces[0] with { Tag = Always } && CanBeCut(piece, width)))
        {
            Array.ForEach(input.Pieces, piece => Tie(input with { Pieces = [input.Pieces[0]] }, input with { Pieces = [piece] }));
            return;
        }

        int inOne = input.Pieces.Length / groups;
        for (int i = inOne; i < input.Pieces.Length; i++)
        {
            bool isRepeated = input.Pieces.Length % groups == 0 && Enumerable.Range(0, input.Pieces.Length).All(at => input.Pieces[at] with { Tag = Always } == input.Pieces[at % inOne] with { Tag = Always });
            Tie(input with { Pieces = isRepeated ? [input.Pieces[i % inOne]] : input.Pieces }, input with { Pieces = isRepeated ? [input.Pieces[i]] : [] });
        }
    }

    private void Tie(Map left, Map right)
    {
        if (!left.Pieces.Select(piece => piece with { Tag = Always }).SequenceEqual(right.Pieces.Select(piece => piece with { Tag = Always })))
        {
            Array.ForEach([.. left.Pieces, .. right.Pieces], piece => Relabel(piece.Tag, Always));
            return;
        }

        for (int i = 0; i < left.Pieces.Length; i++)
        {
            Relabel(left.Pieces[i].Tag, Math.Min(_labels[left.Pieces[i].Tag], _labels[right.Pieces[i].Tag]));
            Relabel(right.Pieces[i].Tag, _labels[left.Pieces[i].Tag]);
        }
    }

    private void Relabel(int tag, int label)
    {
        int old = _labels[tag];
        foreach (int key in _labels.Where(entry => entry.Value == old).Select(entry => entry.Key).ToArray())
        {
            _labels[key] = key == Always ? Always : label;
        }
    }

    private long Size(Map map) => map.Pieces.Sum(piece => piece.Expand * (_labels[piece.Tag] == Always ? piece.Count : _widths[_labels[piece.Tag]]) / piece.Share);

    private static Map Moved(Map input, Sides extent, Sides stride, Sides padding, bool ceil = false) => input with
    {
        Height = Windows(input.Height, extent.Height, stride.Height, padding.Height, ceil),
        Width = Windows(input.Width, extent.Width, stride.Width, padding.Width, ceil),
    };

    private static Sides Extent(Sides kernel, Sides dilation) => new((dilation.Height * (kernel.Height - 1)) + 1, (dilation.Width * (kernel.Width - 1)) + 1);

    private static Sides Padding(OptionalSides stated, Sides kernel, Sides dilation) =>
        stated.Or(new Sides(dilation.Height * (kernel.Height / 2), dilation.Width * (kernel.Width / 2)));

    /// <summary>How many windows fit, counted by moving one.</summary>
    private static long Windows(long size, long extent, long stride, long padding, bool ceil)
    {
        long count = 0;
        long start = -padding;
        for (; start + extent <= size + padding; start += stride)
        {
            count++;
        }

        // The next one begins in the input, and the last one has not seen the end.
        return ceil && start < size && start - stride + extent < size + padding ? count + 1 : count;
    }

    /// <summary>Channels of one layer, or one of equal parts of them, each laid out as so many positions.</summary>
    private sealed record Piece(int Tag, long Count, long Expand, long Share = 1)
    {
        public long Size => Count / Share * Expand;
    }

    /// <summary>A feature map.</summary>
    private sealed record Map(Piece[] Pieces, long Height, long Width);
}
