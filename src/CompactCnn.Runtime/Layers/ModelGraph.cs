using System.Collections.Immutable;
using System.Globalization;

namespace CompactCnn;

/// <summary>
/// A network as a static table: its operations, its prunable channel groups, and how every parameter follows them. The
/// generator emits one for each model.
/// </summary>
/// <param name="Name">Name of the model's class.</param>
/// <param name="Input">Shape of an input image.</param>
/// <param name="Groups">The prunable channel groups, ordered by their first member in source order.</param>
/// <param name="Operations">The operations in execution order.</param>
public sealed record ModelGraph(string Name, FeatureShape Input, ImmutableArray<ChannelGroup> Groups, ImmutableArray<Operation> Operations)
{
    /// <summary>Every parameter and buffer that has a layout, in execution order.</summary>
    public ImmutableArray<TensorLayout> Tensors { get; } = [.. Operations.SelectMany(operation => operation.Tensors)];

    /// <summary>Channels of each group in the full network.</summary>
    public ImmutableArray<int> FullWidths { get; } = [.. Groups.Select(group => group.Count)];

    /// <summary>Namespace and name of the model's class, and of the classes around it: what tells it from another of its name.</summary>
    public string FullName { get; init; } = Name;

    /// <summary>What the class was called before, as <see cref="CompactModelAttribute.FormerNames"/> says: its files are this model's.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];

    /// <summary>
    /// The largest fraction of every group's channels, up to <see cref="DeviceLimitsAttribute.Active"/>, whose network keeps within what
    /// the class declares of its device; 0 where none does, null where it declares nothing.
    /// </summary>
    public double? DeviceFraction { get; init; }

    /// <summary>Classes that the network tells apart: the width of the last operation's output.</summary>
    public int Classes => Operations[^1].Output.FullWidth;

    /// <summary>
    /// The same network for another number of classes: the width of its classifier is not part of what the declaration
    /// fixes, and everything before it stays.
    /// </summary>
    /// <param name="classes">Classes to distinguish, 1 or more.</param>
    /// <returns>The graph; this one where it has as many.</returns>
    /// <exception cref="ArgumentException">The number is below 1, or the network does not end in a linear layer or convolution whose channels are the classes.</exception>
    public ModelGraph WithClasses(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (classes == Classes)
        {
            return this;
        }

        if (Classifier is not { } first)
        {
            throw new ArgumentException($"'{Name}' ends in '{Operations[^1].Name}', which is not of a classifier's channels alone, so that its {Classes} outputs are fixed; declare it with {classes}", nameof(classes));
        }

        var output = ChannelLayout.OfFixed(classes);
        return new ModelGraph(Name, Input, Groups,
        [
            .. Operations[..first],
            .. Operations[first..].Select(operation => operation with
            {
                Output = output,
                Tensors = [.. operation.Tensors.Select(tensor => tensor with { Axes = [output, .. tensor.Axes.Skip(1)] })],
            }),
        ])
        {
            FullName = FullName,
            FormerNames = FormerNames,
            DeviceFraction = DeviceFraction,
        };
    }

    /// <summary>
    /// The operation whose output channels are the classes: a linear layer or a convolution, behind which nothing mixes
    /// channels; null where there is no such one.
    /// </summary>
    internal int? Classifier
    {
        get
        {
            for (int index = Operations.Length - 1; index >= 0 && Operations[index].Output is { IsFixed: true } output && output.FullWidth == Classes; index--)
            {
                switch (Operations[index])
                {
                    case LinearOperation or ConvolutionOperation { Groups: 1 }:
                        return index;
                    case { Inputs: [var input] } when input == index - 1:
                        continue;
                    default:
                        return null;
                }
            }

            return null;
        }
    }

    /// <summary>The indices of all channels of a group.</summary>
    /// <param name="group">Index of the group.</param>
    /// <returns>0..Count-1.</returns>
    public int[] AllOf(int group) => [.. Enumerable.Range(0, Groups[group].Count)];

    /// <summary>The graph in words: the input, and a line for each operation and each group.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => string.Join('\n', [$"{Name}: images of {Input}, {Classes.ToString(CultureInfo.InvariantCulture)} classes", .. GraphText.OfTraining(this).Select(line => "  " + line)]);

    /// <summary>The keep-list of everything.</summary>
    /// <returns>For each group 0..Count-1.</returns>
    public int[][] KeepAll() => [.. Enumerable.Range(0, Groups.Length).Select(AllOf)];
}
