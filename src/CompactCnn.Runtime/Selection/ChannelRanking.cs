namespace CompactCnn;

/// <summary>Ranks arms by their scores.</summary>
internal static class ChannelRanking
{
    /// <summary>All arms, the highest score first; ties are broken at random, never by index.</summary>
    /// <param name="scores">The scores of the arms; sorted with them.</param>
    /// <param name="random">Breaks ties.</param>
    public static int[] Sort(Span<double> scores, SeededRandom random)
    {
        var ranked = new (double Score, ulong Tie, int Arm)[scores.Length];
        for (int arm = 0; arm < scores.Length; arm++)
        {
            ranked[arm] = (scores[arm], random.Next(), arm);
        }

        Array.Sort(ranked, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Tie.CompareTo(b.Tie));
        int[] order = new int[ranked.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = ranked[i].Arm;
            scores[i] = ranked[i].Score;
        }

        return order;
    }
}
