using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// A second, plain way to say which channels go together: every single channel of every producer by itself, tied to what
/// it is added to and to the channels at its position in the other groups of a convolution.
/// </summary>
internal sealed class PlainArms
{
    private const int Always = 0;

    private readonly LayerGraph _graph;
    private readonly DisjointSets _channels;
    private readonly int[] _first;
    private readonly int[][] _outputs;

    // Of each position the piece that it lies in: what one layer made, or what is left of it.
    private readonly int[][] _pieces;
    private int _lastPiece;

    private PlainArms(LayerGraph graph)
    {
        _graph = graph;
        _first = new int[graph.Nodes.Count];
        int count = 1;
        for (int i = 0; i < _first.Length; i++)
        {
            _first[i] = count;
            count += graph.Nodes[i].Operation is Graph.MixingOperation mixing ? mixing.Outputs : 0;
        }

        _channels = new DisjointSets(count);
        _outputs = new int[graph.Nodes.Count][];
        _pieces = new int[graph.Nodes.Count][];
    }

    /// <summary>For each producer of a group the set of each of its channels; equal numbers go together, 0 is always there.</summary>
    public static IReadOnlyDictionary<int, int[]> Of(LayerGraph graph)
    {
        var arms = new PlainArms(graph);
        arms.Walk();
        arms.KeepUnread();
        return Enumerable.Range(0, graph.Nodes.Count)
            .Where(i => graph.Nodes[i].Operation is MixingOperation)
            .ToDictionary(i => i, i => arms._outputs[i].Select(arms._channels.Root).ToArray());
    }

    private void Walk()
    {
        for (int i = 0; i < _outputs.Length; i++)
        {
            Graph.Operation operation = _graph.Nodes[i].Operation;
            int[][] inputs = [.. operation.Inputs.Select(input => input == Graph.Operation.ModelInput ? new int[_graph.Input.Channels] : _outputs[input])];
            _outputs[i] = operation switch
            {
                Graph.MixingOperation made => [.. Enumerable.Range(_first[i], made.Outputs)],
                Graph.SliceOperation slice => Part(inputs[0], slice),
                Graph.ChannelShuffleOperation shuffle => Turns(inputs[0], shuffle.Groups),
                Graph.ConcatOperation => [.. inputs.SelectMany(input => input)],
                Graph.FlattenOperation => [.. inputs[0].SelectMany(channel => Enumerable.Repeat(channel, (int)_graph.Nodes[i].Shape.Channels / inputs[0].Length))],
                _ => inputs[0],
            };
            int[][] pieces = [.. operation.Inputs.Select(input => input == Graph.Operation.ModelInput ? new int[_graph.Input.Channels] : _pieces[input])];
            _pieces[i] = operation switch
            {
                Graph.MixingOperation made => Named(new int[made.Outputs]),
                Graph.SliceOperation slice => Part(pieces[0], slice),
                Graph.ChannelShuffleOperation { Groups: int turns } => [.. Enumerable.Range(0, pieces[0].Length).Select(place => pieces[0][place / turns])],
                Graph.ConcatOperation => [.. pieces.SelectMany(Named)],
                Graph.FlattenOperation => [.. pieces[0].SelectMany(piece => Enumerable.Repeat(piece, _outputs[i].Length / pieces[0].Length))],
                _ => pieces[0],
            };
            if (operation is Graph.SliceOperation cut)
            {
                Cut(inputs[0], pieces[0], cut);
            }
            else if (operation is Graph.ChannelShuffleOperation { Groups: int shuffled })
            {
                Divide(inputs[0], shuffled);
            }

            if (operation is Graph.MixingOperation { Prunable: false } or Graph.DepthwiseConvolutionOperation { Prunable: false })
            {
                Array.ForEach(_outputs[i], channel => _channels.Unite(channel, Always));
            }

            if (operation is Graph.AddOperation or Graph.MultiplyOperation)
            {
                Array.ForEach(inputs, input => Unite(inputs[0], input));
            }

            if (operation is Graph.ConvolutionOperation { Groups: > 1 and int groups })
            {
                Divide(inputs[0], groups);
                Divide(_outputs[i], groups);
            }
        }
    }

    /// <summary>What slices leave out everywhere nobody can choose.</summary>
    private void KeepUnread()
    {
        HashSet<int> read =
        [
            .. _graph.Nodes.Where(node => node.Operation is Graph.MixingOperation && node.Operation.Inputs[0] != Graph.Operation.ModelInput)
                .SelectMany(node => _outputs[node.Operation.Inputs[0]])
                .Select(_channels.Root),
        ];
        for (int i = 0; i < _outputs.Length; i++)
        {
            foreach (int channel in _graph.Nodes[i].Operation is Graph.MixingOperation ? _outputs[i] : [])
            {
                _channels.Unite(channel, read.Contains(_channels.Root(channel)) ? channel : Always);
            }
        }
    }

    /// <summary>Pieces under numbers that nothing else has.</summary>
    private int[] Named(int[] pieces)
    {
        int first = _lastPiece + 1;
        _lastPiece = first + pieces.Max();
        return [.. pieces.Select(piece => first + piece)];
    }

    private static int[] Part(int[] all, Graph.SliceOperation slice)
    {
        int width = all.Length / slice.Parts;
        return all[(slice.Part * width)..((slice.Part + 1) * width)];
    }

    private static int[] Turns(int[] all, int groups) => [.. Enumerable.Range(0, all.Length).Select(place => all[(place % groups * (all.Length / groups)) + (place / groups)])];

    /// <summary>A slice that cuts a piece has equal ones beside it.</summary>
    private void Cut(int[] channels, int[] pieces, Graph.SliceOperation slice)
    {
        int width = channels.Length / slice.Parts;
        int piece = pieces[slice.Part * width];
        int first = Array.IndexOf(pieces, piece);
        int end = Array.LastIndexOf(pieces, piece) + 1;
        if (end - first > width)
        {
            Divide(channels[first..end], (end - first) / width);
        }
    }

    private void Divide(int[] channels, int groups)
    {
        int width = channels.Length / groups;
        Unite(channels[..^width], channels[width..]);
    }

    private void Unite(int[] left, int[] right)
    {
        foreach ((int one, int other) in left.Zip(right))
        {
            _channels.Unite(one, other);
        }
    }
}
