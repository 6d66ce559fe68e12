using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Where the saliency of a group's channels can be read from parameters and their gradients (Molchanov et al., CVPR 2019,
/// arXiv 1906.10771). A channel is removed at the input of every operation that mixes channels.
/// </summary>
internal static class SaliencyTerms
{
    /// <summary>
    /// The general form, which always holds: the weights of every consumer, along their input axis.
    /// </summary>
    public static EquatableArray<SaliencyTerm> General(IEnumerable<int> consumers) =>
        consumers.Select(consumer => new SaliencyTerm(consumer, "weight", 1)).ToEquatableArray();

    /// <summary>
    /// The gate form: the last scale and shift that the channels pass before each consumer. A gate there is the same as
    /// one at the consumer's input, as long as everything between is positively homogeneous.
    /// </summary>
    /// <returns>The distinct terms; none where some path has no such gate.</returns>
    public static EquatableArray<SaliencyTerm> Gate(IReadOnlyList<Operation> operations, IEnumerable<int> consumers)
    {
        var gates = new List<int>();
        foreach (int consumer in consumers)
        {
            int gate = operations[consumer].Inputs[0];
            while (operations[gate].IsHomogeneous)
            {
                gate = operations[gate].Inputs[0];
            }

            if (operations[gate] is not (BatchNormOperation or MixingOperation))
            {
                return EquatableArray<SaliencyTerm>.Empty;
            }

            gates.Add(gate);
        }

        return gates.Distinct().SelectMany(gate => TermsAt(operations[gate], gate)).ToEquatableArray();
    }

    private static IEnumerable<SaliencyTerm> TermsAt(Operation operation, int index)
    {
        yield return new SaliencyTerm(index, "weight", 0);
        if (operation is BatchNormOperation or MixingOperation { Bias: true })
        {
            yield return new SaliencyTerm(index, "bias", 0);
        }
    }
}
