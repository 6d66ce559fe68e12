using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>Prunable channels that are kept or dropped together.</summary>
/// <param name="Name">Name of the first member.</param>
/// <param name="Count">Channels in the full network.</param>
/// <param name="Arms">
/// Choices among them: channel c belongs to arm c modulo this number, and an arm is kept or dropped whole. It divides the
/// channels, and is their number unless a grouped convolution reads or makes them.
/// </param>
/// <param name="Producers">Indices of the operations whose output channels these are.</param>
/// <param name="Consumers">Indices of the operations that mix these channels.</param>
/// <param name="Gate">Terms of the saliency at a gate; empty where no such shortcut is exact.</param>
/// <param name="General">Terms of the general form of the saliency.</param>
internal sealed record ChannelGroup(
    string Name,
    int Count,
    int Arms,
    EquatableArray<int> Producers,
    EquatableArray<int> Consumers,
    EquatableArray<SaliencyTerm> Gate,
    EquatableArray<SaliencyTerm> General)
{
    /// <summary>Channels of each arm.</summary>
    public int ChannelsPerArm => Count / Arms;
}

/// <summary>One parameter whose product with its gradient is summed over everything but one axis.</summary>
/// <param name="Operation">Index of the operation that has the parameter.</param>
/// <param name="Parameter">As <c>weight</c>.</param>
/// <param name="Axis">The axis that follows the channels.</param>
internal readonly record struct SaliencyTerm(int Operation, string Parameter, int Axis);
