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
    }

    /// <summary>For each producer of a group the set of each of its channels; equal numbers go together, 0 is always there.</summary>
    public static IReadOnlyDictionary<int, int[]> Of(LayerGraph graph)
    {
        var arms = new PlainArms(graph);
        arms.Walk();
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
                Graph.ConcatOperation => [.. inputs.SelectMany(input => input)],
                Graph.FlattenOperation => [.. inputs[0].SelectMany(channel => Enumerable.Repeat(channel, (int)_graph.Nodes[i].Shape.Channels / inputs[0].Length))],
                _ => inputs[0],
            };
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
