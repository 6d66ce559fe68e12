using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The parameters and buffers of a network's layers. Layers are known by type: nothing is reflected.</summary>
internal static class NetworkTensors
{
    /// <summary>Every slot of a network, in registration order.</summary>
    public static IEnumerable<TensorSlot> Slots(nn.Module network)
    {
        foreach ((string state, nn.Module layer) in network.named_children())
        {
            switch (layer)
            {
                case Conv2d convolution:
                    yield return new TensorSlot(state + ".weight", false, layer, () => convolution.weight!, value => convolution.weight = AsParameter(value));
                    if (convolution.bias is not null)
                    {
                        yield return new TensorSlot(state + ".bias", false, layer, () => convolution.bias!, value => convolution.bias = AsParameter(value));
                    }

                    break;
                case Linear linear:
                    yield return new TensorSlot(state + ".weight", false, layer, () => linear.weight!, value => linear.weight = AsParameter(value));
                    if (linear.bias is not null)
                    {
                        yield return new TensorSlot(state + ".bias", false, layer, () => linear.bias!, value => linear.bias = AsParameter(value));
                    }

                    break;
                case ChannelwiseLayer channelwise:
                    yield return new TensorSlot(state + ".weight", false, layer, () => channelwise.weight, value => channelwise.weight = AsParameter(value));
                    break;
                case NormBase norm:
                    yield return new TensorSlot(state + ".weight", false, layer, () => norm.weight!, value => norm.weight = AsParameter(value));
                    yield return new TensorSlot(state + ".bias", false, layer, () => norm.bias!, value => norm.bias = AsParameter(value));
                    yield return new TensorSlot(state + ".running_mean", true, layer, () => norm.running_mean!, value => norm.running_mean = value);
                    yield return new TensorSlot(state + ".running_var", true, layer, () => norm.running_var!, value => norm.running_var = value);
                    yield return new TensorSlot(state + ".num_batches_tracked", true, layer, () => norm.num_batches_tracked!, value => norm.num_batches_tracked = value);
                    break;
            }
        }
    }

    /// <summary>Gives every slot memory of its own; what was there is dropped.</summary>
    public static void Allocate(nn.Module network, Device device, ScalarType type)
    {
        foreach (TensorSlot slot in Slots(network))
        {
            Tensor old = slot.Read();
            ScalarType slotType = old.dtype == ScalarType.Int64 ? ScalarType.Int64 : type;
            slot.Write(zeros(old.shape, slotType, device).DetachFromDisposeScope());
        }
    }

    /// <summary>The tensors of a network by state name; they stay the network's.</summary>
    public static Dictionary<string, Tensor> ByName(nn.Module network) =>
        Slots(network).ToDictionary(slot => slot.Name, slot => slot.Read(), StringComparer.Ordinal);

    /// <summary>Copies what belongs to a layer rather than to its channels: how many batches a norm has seen.</summary>
    public static void CopyCounters(IReadOnlyDictionary<string, Tensor> from, IReadOnlyDictionary<string, Tensor> to)
    {
        foreach ((string name, Tensor counter) in to.Where(entry => entry.Value.dtype == ScalarType.Int64))
        {
            counter.copy_(from[name]);
        }
    }

    private static Parameter AsParameter(Tensor value) => value as Parameter ?? new Parameter(value);
}
