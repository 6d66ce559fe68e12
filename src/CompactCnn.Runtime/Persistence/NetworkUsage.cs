using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>
/// What a program that uses a network must know: the names of its classes, and how pixels become its input. It belongs
/// to the network and travels with its files.
/// </summary>
public sealed class NetworkUsage
{
    /// <summary>States how a network is used.</summary>
    /// <param name="classNames">The name of each class, from 0.</param>
    /// <param name="mean">The mean of each channel, in units where black is 0 and white is 1.</param>
    /// <param name="deviation">The standard deviation of each channel in the same units, more than 0.</param>
    /// <exception cref="ArgumentException">There is no class or channel, the numbers of channels differ, or a number is not finite or not in its range.</exception>
    public NetworkUsage(IReadOnlyList<string> classNames, IReadOnlyList<float> mean, IReadOnlyList<float> deviation)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (classNames.Count == 0 || classNames.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("the class names must be one text or more, none of them empty", nameof(classNames));
        }

        if (mean.Count == 0 || mean.Count != deviation.Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"mean and deviation must have one number for each channel, but have {mean.Count} and {deviation.Count}"), nameof(deviation));
        }

        if (!mean.All(float.IsFinite) || !deviation.All(value => value > 0 && float.IsFinite(value)))
        {
            throw new ArgumentException("mean must be finite numbers and deviation finite numbers above 0, in units where white is 1", nameof(deviation));
        }

        ClassNames = [.. classNames];
        Mean = [.. mean];
        Deviation = [.. deviation];
    }

    /// <summary>The name of each class, from 0.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The mean of each channel: the input is <c>(pixel / 255 - mean) / deviation</c>.</summary>
    public ImmutableArray<float> Mean { get; }

    /// <summary>The standard deviation of each channel.</summary>
    public ImmutableArray<float> Deviation { get; }

    /// <summary>As <c>classes rose, tulip</c>.</summary>
    public override string ToString() => $"classes {string.Join(", ", ClassNames.Select(name => UntrustedText.Show(name)))}";

    /// <summary>What does not fit a network, as a sentence; null if it fits.</summary>
    internal string? FaultFor(ModelGraph graph) =>
        Mean.Length != graph.Input.Channels
            ? FormattableString.Invariant($"'{graph.Name}' takes images of {graph.Input.Channels} channels, but mean and deviation have {Mean.Length}")
            : ClassNames.Length > graph.Classes
                ? FormattableString.Invariant($"'{graph.Name}' tells {graph.Classes} classes apart, but {ClassNames.Length} are named")
                : null;
}
