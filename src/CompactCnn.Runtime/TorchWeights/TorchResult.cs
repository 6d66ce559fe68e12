using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>What came of a file of PyTorch's.</summary>
public sealed class TorchResult
{
    internal TorchResult(TorchMatching matching)
    {
        Names = matching.Title;
        Loaded = matching.Pairs;
        Missing = matching.Missing;
        LeftOver = matching.LeftOver;
        Differences = matching.Differences;
    }

    /// <summary>By what the tensors were found, as <c>torchvision's names of resnet18</c> or <c>order and shape</c>.</summary>
    public string Names { get; }

    /// <summary>What was loaded: the network's tensor and the file's.</summary>
    public ImmutableArray<TorchPair> Loaded { get; }

    /// <summary>The network's tensors that the file does not have, or not in their shape: they are as they were.</summary>
    public ImmutableArray<string> Missing { get; }

    /// <summary>The file's tensors that nothing was done with.</summary>
    public ImmutableArray<string> LeftOver { get; }

    /// <summary>Everything that does not fit, a clause each; empty where all does.</summary>
    public ImmutableArray<string> Differences { get; }

    /// <summary>As <c>122 tensors by torchvision's names of resnet18; 0 missing, 0 left over</c>.</summary>
    public override string ToString() =>
        $"{Printed.Of(Loaded.Length, "tensor")} by {Names}; {Printed.Count(Missing.Length)} missing, {Printed.Count(LeftOver.Length)} left over";
}
