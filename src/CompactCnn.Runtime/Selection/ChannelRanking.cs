namespace CompactCnn;

/// <summary>Chooses the arms of the highest scores.</summary>
internal static class ChannelRanking
{
    /// <summary>The sorted indices of the <paramref name="count"/> highest scores; ties are broken at random, never by index.</summary>
    public static int[] Top(ReadOnlySpan<double> scores, int count, SeededRandom random)
    {
        var ranked = new (double Score, ulong Tie, int Arm)[scores.Length];
        for (int arm = 0; arm < scores.Length; arm++)
        {
            ranked[arm] = (scores[arm], random.Next(), arm);
        }

        Array.Sort(ranked, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Tie.CompareTo(b.Tie));
        int[] top = new int[count];
        for (int i = 0; i < count; i++)
        {
            top[i] = ranked[i].Arm;
        }

        Array.Sort(top);
        return top;
    }
}
