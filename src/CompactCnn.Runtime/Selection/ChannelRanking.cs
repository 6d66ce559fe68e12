namespace CompactCnn;

/// <summary>Chooses the channels of the highest scores.</summary>
internal static class ChannelRanking
{
    /// <summary>The sorted indices of the <paramref name="count"/> highest scores; ties are broken at random, never by index.</summary>
    public static int[] Top(ReadOnlySpan<double> scores, int count, SeededRandom random)
    {
        var ranked = new (double Score, ulong Tie, int Channel)[scores.Length];
        for (int channel = 0; channel < scores.Length; channel++)
        {
            ranked[channel] = (scores[channel], random.Next(), channel);
        }

        Array.Sort(ranked, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Tie.CompareTo(b.Tie));
        int[] top = new int[count];
        for (int i = 0; i < count; i++)
        {
            top[i] = ranked[i].Channel;
        }

        Array.Sort(top);
        return top;
    }
}
