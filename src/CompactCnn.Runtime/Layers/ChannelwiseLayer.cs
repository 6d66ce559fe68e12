using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>A layer on each channel by itself, with one parameter for it.</summary>
public abstract class ChannelwiseLayer : nn.Module<Tensor, Tensor>
{
    private protected ChannelwiseLayer(string name, long[] shape, double initial, Device? device)
        : base(TorchLibrary.Before(name))
    {
        Initial = initial;
        var parameter = new Parameter(full(shape, initial, ScalarType.Float32, device));
        parameter.DetachFromDisposeScope();
        register_parameter(nameof(weight), parameter);
    }

    /// <summary>The parameters.</summary>
    public Parameter weight
    {
        get => (Parameter)get_parameter(nameof(weight))!;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Parameter old = weight;
            if (!ReferenceEquals(old, value))
            {
                value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), value);
                old.Dispose();
            }
        }
    }

    /// <summary>The parameters' initial value.</summary>
    internal double Initial { get; }
}

/// <summary>An activation with a slope for each channel, as PyTorch's <c>PReLU</c>.</summary>
public sealed class ParametricReLU : ChannelwiseLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="initial">The slopes' initial value.</param>
    /// <param name="device">Where they live.</param>
    public ParametricReLU(long channels, double initial = 0.25, Device? device = null)
        : base(nameof(ParametricReLU), [channels], initial, device)
    {
    }

    /// <summary>What is positive as it is, what is negative times the channel's slope.</summary>
    /// <param name="input">[batch, channels, ...].</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.prelu(weight);
    }
}

/// <summary>Each channel of feature maps times a parameter of its own.</summary>
public sealed class LayerScale : ChannelwiseLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="initial">The parameters' initial value.</param>
    /// <param name="device">Where they live.</param>
    public LayerScale(long channels, double initial = 1e-6, Device? device = null)
        : base(nameof(LayerScale), [channels, 1, 1], initial, device)
    {
    }

    /// <summary>Multiplies.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width].</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input * weight;
    }
}
