using System.Numerics;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// The memory of activations for one image at inference. While an operation is executed, the tensors are live that it or a
/// later one reads, the image among them, and its output. Every operation makes a tensor, norms too, but for those that
/// share the one that they read: flattening is a view, dropout does nothing at inference, and some activations are
/// executed in place. It is what a device needs that frees a tensor after its last reader.
/// </summary>
internal static class ActivationMemory
{
    private const int BytesOfFloat32 = 4;

    /// <summary>The operation at which most bytes are live, the first of equals.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="widths">Channels of each group.</param>
    public static ActivationPeak Peak(LayerGraph graph, IReadOnlyList<int> widths)
    {
        // Index 0 is the image; index i + 1 is the output of operation i.
        int[] tensors = Tensors(graph.Nodes);
        int[] lastReads = LastReads(graph.Nodes, tensors);
        ILookup<int, int> ended = Enumerable.Range(0, tensors.Length).Where(slot => tensors[slot] == slot).ToLookup(slot => lastReads[slot]);
        BigInteger[] bytes = [ImageBytes(graph), .. graph.Nodes.Select(node => OutputBytes(node, widths))];
        BigInteger live = bytes[0];
        var peak = new ActivationPeak(0, BigInteger.Zero, BigInteger.Zero);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            live += tensors[i + 1] == i + 1 ? bytes[i + 1] : BigInteger.Zero;
            if (live > peak.Bytes)
            {
                peak = new ActivationPeak(i, live, bytes[i + 1]);
            }

            foreach (int slot in ended[i])
            {
                live -= bytes[slot];
            }
        }

        return peak;
    }

    /// <summary>For the image and every output the tensor that holds it: its own, or the one that it shares.</summary>
    private static int[] Tensors(EquatableArray<GraphNode> nodes)
    {
        int[] tensors = new int[nodes.Count + 1];
        for (int i = 0; i < nodes.Count; i++)
        {
            Operation operation = nodes[i].Operation;
            tensors[i + 1] = operation is FlattenOperation or DropoutOperation or ActivationOperation { IsInPlace: true } ? tensors[operation.Inputs[0] + 1] : i + 1;
        }

        return tensors;
    }

    /// <summary>For every tensor the last operation that reads it; the one that makes it where none does.</summary>
    private static int[] LastReads(EquatableArray<GraphNode> nodes, int[] tensors)
    {
        int[] last = new int[tensors.Length];
        for (int i = 0; i < nodes.Count; i++)
        {
            last[i + 1] = i;
            foreach (int input in nodes[i].Operation.Inputs)
            {
                last[tensors[input + 1]] = i;
            }
        }

        return last;
    }

    private static BigInteger ImageBytes(LayerGraph graph) => new BigInteger(graph.Input.Channels) * graph.Input.Positions * BytesOfFloat32;

    private static BigInteger OutputBytes(GraphNode node, IReadOnlyList<int> widths) =>
        node.Layout.Width.Evaluate(widths) * node.Shape.Positions * BytesOfFloat32;
}

/// <summary>Where the memory of activations is largest.</summary>
/// <param name="Operation">Index of the operation.</param>
/// <param name="Bytes">Bytes that are live while it is executed.</param>
/// <param name="Output">Bytes of its output among them.</param>
internal readonly record struct ActivationPeak(int Operation, BigInteger Bytes, BigInteger Output);
