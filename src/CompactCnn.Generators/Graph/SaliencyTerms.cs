using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Where the saliency of a group's channels can be read from parameters and their gradients (Molchanov et al., CVPR 2019,
/// arXiv 1906.10771). A channel is removed at the input of every operation that mixes channels.
/// </summary>
/// <remarks>
/// The gate form counts what flows. Through an operation that is positively homogeneous, the sum of value times gradient
/// is the same in all inputs together as in the output (Euler); in each input by itself of a product, of which the first one is
/// followed; at a scale and shift it is read from their gradients. So
/// the terms of some gates are what all consumers receive, if everything they receive comes from these gates and
/// everything that leaves the gates arrives at consumers.
/// </remarks>
/// <param name="operations">The operations.</param>
/// <param name="layouts">The layouts of their outputs.</param>
internal sealed class SaliencyTerms(IReadOnlyList<Operation> operations, IReadOnlyList<ChannelLayout> layouts)
{
    private readonly bool[] _flowsIntoConsumers = FlowsIntoConsumers(operations);

    /// <summary>
    /// The general form, which always holds: the weights of every consumer, along their input axis.
    /// </summary>
    public static EquatableArray<SaliencyTerm> General(IEnumerable<int> consumers) =>
        consumers.Select(consumer => new SaliencyTerm(consumer, "weight", 1)).ToEquatableArray();

    /// <summary>The gate form: the last scale and shift that the channels pass on every path to a consumer.</summary>
    /// <returns>The terms, each gate once; none where some path has no such gate.</returns>
    public EquatableArray<SaliencyTerm> Gate(int group, IEnumerable<int> consumers)
    {
        var gates = new SortedSet<int>();
        var seen = new HashSet<int>();
        var pending = new Stack<int>(consumers.Select(consumer => operations[consumer].Inputs[0]));
        while (pending.Count > 0)
        {
            int index = pending.Pop();
            if (!seen.Add(index))
            {
                continue;
            }

            if (IsGate(operations[index]))
            {
                gates.Add(index);
            }
            else if (!operations[index].IsHomogeneousIn(0))
            {
                return EquatableArray<SaliencyTerm>.Empty;
            }
            else
            {
                PushAll(pending, operations[index].Inputs.Where((input, place) => operations[index].IsHomogeneousIn(place) && Carries(input, group)));
            }
        }

        return gates.All(gate => _flowsIntoConsumers[gate])
            ? gates.SelectMany(gate => TermsAt(operations[gate], gate)).ToEquatableArray()
            : EquatableArray<SaliencyTerm>.Empty;
    }

    /// <summary>For each operation whether its output reaches nothing but consumers, through homogeneous operations.</summary>
    private static bool[] FlowsIntoConsumers(IReadOnlyList<Operation> operations)
    {
        bool[] flows = [.. Enumerable.Repeat(true, operations.Count)];
        for (int reader = operations.Count - 1; reader >= 0; reader--)
        {
            Operation operation = operations[reader];
            for (int place = 0; place < operation.Inputs.Count; place++)
            {
                if (operation.Inputs[place] != Operation.ModelInput)
                {
                    flows[operation.Inputs[place]] &= operation is MixingOperation || (operation.IsHomogeneousIn(place) && flows[reader]);
                }
            }
        }

        return flows;
    }

    private bool Carries(int operation, int group) =>
        operation != Operation.ModelInput && layouts[operation].Segments.Any(segment => segment.Group == group);

    private static bool IsGate(Operation operation) => operation is BatchNormOperation or MixingOperation or DepthwiseConvolutionOperation;

    private static void PushAll(Stack<int> stack, IEnumerable<int> values)
    {
        foreach (int value in values)
        {
            stack.Push(value);
        }
    }

    private static IEnumerable<SaliencyTerm> TermsAt(Operation operation, int index)
    {
        yield return new SaliencyTerm(index, "weight", 0);
        if (operation is BatchNormOperation or MixingOperation { Bias: true } or DepthwiseConvolutionOperation { Bias: true })
        {
            yield return new SaliencyTerm(index, "bias", 0);
        }
    }
}
