using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>One place in a layer that holds a parameter or a buffer, so that its tensor can be read and replaced.</summary>
/// <param name="Name">State name, as <c>conv1.weight</c>.</param>
/// <param name="IsBuffer">True for running statistics and counters.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Read">Reads the tensor.</param>
/// <param name="Write">Replaces the tensor; the layer owns it from then on.</param>
internal sealed record TensorSlot(string Name, bool IsBuffer, nn.Module Layer, Func<Tensor> Read, Action<Tensor> Write);
