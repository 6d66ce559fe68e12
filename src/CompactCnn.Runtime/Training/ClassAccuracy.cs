namespace CompactCnn;

/// <summary>What an evaluation came to for one class.</summary>
/// <param name="Name">Its name; its label where it has none.</param>
/// <param name="Count">Images of it that were evaluated, 1 or more.</param>
/// <param name="Right">Those of them whose highest logit was their label's.</param>
public sealed record ClassAccuracy(string Name, int Count, int Right)
{
    /// <summary>Those that were right, in percent.</summary>
    public double Accuracy => 100.0 * Right / Count;
}
