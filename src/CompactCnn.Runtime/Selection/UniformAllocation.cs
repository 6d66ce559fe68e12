namespace CompactCnn;

/// <summary>The same fraction of every group; a cap on memory lowers the fraction.</summary>
/// <inheritdoc cref="WidthAllocation.Create" path="/param"/>
internal sealed class UniformAllocation(ModelGraph graph, CompactTarget target, MemoryTerms terms)
    : WidthAllocation(graph, target, terms)
{
    protected override int[] Allocate(double fraction, IReadOnlyList<double[]> scores, ReadOnlySpan<int> current, SeededRandom ties)
    {
        int[] arms = Arms(fraction);
        if (Memory is null || Memory.Allows(arms))
        {
            return arms;
        }

        // Widths change where the fraction of a group passes a step, so that so many halvings tell all of them apart.
        const int Halvings = 40;
        double fits = 0;
        double exceeds = fraction;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (fits + exceeds) / 2;
            if (Memory.Allows(Arms(middle)))
            {
                fits = middle;
            }
            else
            {
                exceeds = middle;
            }
        }

        return Arms(fits);
    }

    private int[] Arms(double fraction) => [.. Graph.Groups.Select(group => Target.Width(group, fraction) / group.ChannelsPerArm)];
}
