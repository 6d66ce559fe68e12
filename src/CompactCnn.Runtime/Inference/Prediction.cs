using System.Collections.Immutable;
using System.Globalization;

namespace CompactCnn;

/// <summary>What a network takes a picture for.</summary>
/// <param name="Class">The most probable class, from 0.</param>
/// <param name="Name">Its name; its number where it has none.</param>
/// <param name="Probabilities">How probable each class is, from 0 to 1; their sum is 1.</param>
public sealed record Prediction(int Class, string Name, ImmutableArray<float> Probabilities)
{
    /// <summary>How probable the class is, from 0 to 1.</summary>
    public double Probability => Probabilities[Class];

    /// <summary>As <c>rose, 97.3 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {100 * Probability:F1} %");
}
