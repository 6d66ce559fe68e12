namespace CompactCnn;

/// <summary>
/// A cost of a network as a polynomial in the numbers of active arms, at most of degree two: a weight has an input and
/// an output axis, and each is a sum of groups. Its values are those of the generated <c>CostOf</c>; it adds the cheap
/// question of a budget, what another arm would cost.
/// </summary>
internal sealed class CostPolynomial
{
    private readonly int[] _arms;
    private readonly (int Group, long Factor)[][] _meetings;

    private CostPolynomial(ModelGraph graph, IEnumerable<Term> terms)
    {
        _arms = [.. graph.Groups.Select(group => group.Arms)];
        Linear = new long[_arms.Length];
        Squares = new long[_arms.Length];
        Dictionary<int, long>[] products = [.. _arms.Select(_ => new Dictionary<int, long>())];
        foreach (Term term in terms)
        {
            Add(term, products);
        }

        _meetings = [.. products.Select(met => met.Select(product => (product.Key, product.Value)).OrderBy(product => product.Key).ToArray())];
    }

    /// <summary>The part that no group changes.</summary>
    public long Constant { get; private set; }

    /// <summary>Of each group the factor of its arms.</summary>
    public long[] Linear { get; }

    /// <summary>Of each group the factor of the square of its arms: a convolution may read the group that it makes.</summary>
    public long[] Squares { get; }

    /// <summary>Active channels of all groups.</summary>
    public static CostPolynomial Channels(ModelGraph graph) =>
        new(graph, graph.Groups.Select((group, index) => new Term(ChannelLayout.OfGroup(index, group.Count), null, 1)));

    /// <summary>Parameters, as in the cost table.</summary>
    public static CostPolynomial Parameters(ModelGraph graph) =>
        new(graph, graph.Tensors.Where(layout => !layout.IsBuffer).Select(layout => TermOf(layout, 1)));

    /// <summary>Multiply-accumulates for one image, as in the cost table.</summary>
    public static CostPolynomial Macs(ModelGraph graph) => new(graph, graph.Operations
        .Where(operation => operation is ConvolutionOperation or DepthwiseConvolutionOperation or LinearOperation)
        .Select(operation => TermOf(operation.Tensors[0], (long)operation.Height * operation.Width)));

    /// <summary>A sum over layouts, each with a factor.</summary>
    public static CostPolynomial Sum(ModelGraph graph, IEnumerable<(ChannelLayout Layout, long Factor)> layouts, IEnumerable<(TensorLayout Layout, long Factor)> tensors, long constant = 0) =>
        new(graph, layouts.Select(part => new Term(part.Layout, null, part.Factor)).Concat(tensors.Select(part => TermOf(part.Layout, part.Factor))))
        {
            Constant = constant,
        };

    /// <summary>The cost of so many active arms.</summary>
    public long Value(ReadOnlySpan<int> arms)
    {
        long value = Constant;
        for (int g = 0; g < arms.Length; g++)
        {
            long factor = Linear[g] + (Squares[g] * arms[g]);
            foreach ((int other, long product) in _meetings[g])
            {
                // A product is listed with both of its groups, and counted with the later one.
                factor += other < g ? product * arms[other] : 0;
            }

            value += factor * arms[g];
        }

        return value;
    }

    /// <summary>The cost of everything.</summary>
    public long Full() => Value(_arms);

    /// <summary>Follows the cost while arms are added.</summary>
    /// <param name="arms">Active arms of each group; the caller keeps them up to date.</param>
    public Running Follow(int[] arms) => new(this, arms);

    private static Term TermOf(TensorLayout layout, long factor) =>
        new(layout.Axes[0], layout.Axes.Length > 1 ? layout.Axes[1] : null, factor * layout.TrailingElements);

    private void Add(Term term, Dictionary<int, long>[] products)
    {
        (long constant, Dictionary<int, long> byGroup) first = InArms(term.First);
        (long constant, Dictionary<int, long> byGroup) second = term.Second is null ? (1, []) : InArms(term.Second);
        Constant += term.Factor * first.constant * second.constant;
        foreach ((int group, long positions) in first.byGroup)
        {
            Linear[group] += term.Factor * positions * second.constant;
        }

        foreach ((int group, long positions) in second.byGroup)
        {
            Linear[group] += term.Factor * positions * first.constant;
            foreach ((int other, long others) in first.byGroup)
            {
                long product = term.Factor * positions * others;
                if (group == other)
                {
                    Squares[group] += product;
                }
                else
                {
                    products[group][other] = products[group].GetValueOrDefault(other) + product;
                    products[other][group] = products[other].GetValueOrDefault(group) + product;
                }
            }
        }
    }

    private (long Constant, Dictionary<int, long> ByGroup) InArms(ChannelLayout axis)
    {
        long constant = 0;
        var byGroup = new Dictionary<int, long>();
        foreach (ChannelSegment segment in axis.Segments)
        {
            if (segment.Group == ChannelSegment.Fixed)
            {
                constant += segment.FullWidth;
            }
            else
            {
                byGroup[segment.Group] = byGroup.GetValueOrDefault(segment.Group) + (segment.FullWidth / _arms[segment.Group]);
            }
        }

        return (constant, byGroup);
    }

    private sealed record Term(ChannelLayout First, ChannelLayout? Second, long Factor);

    /// <summary>
    /// The cost while arms are added: what one more arm of a group costs is kept up to date in the groups that it meets
    /// in a weight, so that asking takes no time.
    /// </summary>
    public sealed class Running
    {
        private readonly CostPolynomial _cost;
        private readonly int[] _arms;
        private readonly long[] _slopes;

        public Running(CostPolynomial cost, int[] arms)
        {
            _cost = cost;
            _arms = arms;
            _slopes = [.. cost.Linear];
            Value = cost.Value(arms);
            for (int g = 0; g < arms.Length; g++)
            {
                Spread(g, arms[g]);
            }
        }

        /// <summary>The cost now.</summary>
        public long Value { get; private set; }

        /// <summary>What so many more arms of a group would add.</summary>
        public long Increase(int group, int count) =>
            count * (_slopes[group] + (_cost.Squares[group] * ((2L * _arms[group]) + count)));

        /// <summary>Counts more arms of a group; call it before the arms themselves are changed.</summary>
        public void Add(int group, int count)
        {
            Value += Increase(group, count);
            Spread(group, count);
        }

        private void Spread(int group, int count)
        {
            foreach ((int other, long factor) in _cost._meetings[group])
            {
                _slopes[other] += factor * count;
            }
        }
    }
}
