namespace CompactCnn;

/// <summary>The scales of a run's rewards: one for each group, or one for the network.</summary>
/// <param name="kind">How saliencies are normalised.</param>
/// <param name="scope">What a normalisation compares.</param>
/// <param name="groups">Groups of the network.</param>
internal sealed class RewardScales(SaliencyNormalization kind, NormalizationScope scope, int groups) : IStateful
{
    private readonly RewardScale[] _scales = [.. Enumerable.Range(0, scope == NormalizationScope.Group ? groups : 1).Select(_ => new RewardScale(kind))];

    /// <summary>Replaces saliencies, 0 or more and finite, by rewards.</summary>
    /// <param name="saliencies">For each group those of its active arms.</param>
    public void Normalize(double[][] saliencies)
    {
        if (scope == NormalizationScope.Group)
        {
            for (int g = 0; g < saliencies.Length; g++)
            {
                _scales[g].Normalize(saliencies[g]);
            }

            return;
        }

        double[] all = [.. saliencies.SelectMany(group => group)];
        _scales[0].Normalize(all);
        int first = 0;
        foreach (double[] group in saliencies)
        {
            all.AsSpan(first, group.Length).CopyTo(group);
            first += group.Length;
        }
    }

    public void Transfer(RunState state)
    {
        for (int i = 0; i < _scales.Length; i++)
        {
            _scales[i].Transfer(state.Part(FormattableString.Invariant($"{i}")));
        }
    }
}
