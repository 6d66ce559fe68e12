using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>What the file of a network says of it, beside its tensors. It can be read without libtorch.</summary>
public sealed record NetworkManifest
{
    /// <summary>Name of the model's class.</summary>
    public required string Model { get; init; }

    /// <summary>The same with its namespace; null in files of before, which do not say it.</summary>
    public string? FullName { get; init; }

    /// <summary>True for a compact network, false for a full model.</summary>
    public required bool IsCompact { get; init; }

    /// <summary>Shape of an input image.</summary>
    public required FeatureShape Input { get; init; }

    /// <summary>Channels of each group.</summary>
    public required ImmutableArray<int> Widths { get; init; }

    /// <summary>Classes that the network distinguishes, 1 or more; null in files of before, whose networks have those declared.</summary>
    public int? Classes { get; init; }

    /// <summary>For each group the channels that the network has of the full model; null where they are not known.</summary>
    public ImmutableArray<ImmutableArray<int>>? Keep { get; init; }

    /// <summary>What is added to a batch norm's variance.</summary>
    public double NormEpsilon { get; init; } = BatchNormOperation.Epsilon;

    /// <summary>Class names and normalisation; null where nothing was said of them.</summary>
    public NetworkUsage? Usage { get; init; }

    /// <summary>Parameters of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-accumulates of the network for one image.</summary>
    public required long Macs { get; init; }

    /// <summary>
    /// Each operation of the declaration in words, dropout excepted: what answers depend on, and what <c>Load</c> compares.
    /// Null in files of before they were recorded.
    /// </summary>
    public ImmutableArray<string>? Operations { get; init; }

    /// <summary>As <c>SmallVgg, compact: images of 3x32x32, widths 32, 64; 72,666 parameters, 7.3 M MACs; classes rose, tulip</c>.</summary>
    public override string ToString() =>
        $"{UntrustedText.Show(Model)}, {(IsCompact ? "compact" : "full")}: images of {Input}, widths {string.Join(", ", Widths.Select(width => Printed.Count(width)))}; "
        + $"{Printed.Count(Parameters)} parameters, {Printed.Macs(Macs)} MACs{(Usage is null ? "" : $"; {Usage}")}";

    /// <summary>Reads the manifest of a file; the tensors' names, types and places are checked, their values are not read.</summary>
    /// <param name="path">A file that <c>Save</c> wrote.</param>
    /// <returns>The manifest; libtorch is not loaded.</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no network of CompactCnn.</exception>
    public static NetworkManifest Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        return ManifestText.Parse(reader.Metadata, path);
    }
}
