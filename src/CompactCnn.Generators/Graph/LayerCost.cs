namespace CompactCnn.Generators.Graph;

/// <summary>
/// Parameters and multiply-accumulates (MACs) of one operation for one image, by the convention of fvcore and
/// torchvision: bias, norm, activation and pooling count no MACs, running statistics no parameters.
/// </summary>
/// <param name="Parameters">Weights, biases, norm scales and shifts.</param>
/// <param name="Macs">Multiply-accumulates.</param>
internal sealed record LayerCost(Polynomial Parameters, Polynomial Macs)
{
    private static readonly LayerCost Nothing = new(Polynomial.Zero, Polynomial.Zero);

    /// <summary>The cost of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="inputs">Channels that each output channel reads: all, or those of its convolution group.</param>
    /// <param name="outputs">Channels that it makes.</param>
    /// <param name="shape">Shape of its output; only height and width are read.</param>
    public static LayerCost Of(Operation operation, Polynomial inputs, Polynomial outputs, FeatureShape shape)
    {
        switch (operation)
        {
            case ConvolutionOperation convolution:
                Polynomial filters = inputs * outputs * convolution.Kernel.Height * convolution.Kernel.Width;
                return new LayerCost(WithBias(filters, convolution, outputs), filters * shape.Positions);
            case DepthwiseConvolutionOperation depthwise:
                Polynomial kernels = outputs * depthwise.Kernel.Height * depthwise.Kernel.Width;
                return new LayerCost(depthwise.Bias ? kernels + outputs : kernels, kernels * shape.Positions);
            case LinearOperation linear:
                Polynomial weights = inputs * outputs;
                return new LayerCost(WithBias(weights, linear, outputs), weights);
            case ChannelwiseOperation:
                return new LayerCost(outputs, Polynomial.Zero);
            case BatchNormOperation:
                return new LayerCost(outputs * 2, Polynomial.Zero);
            default:
                return Nothing;
        }
    }

    private static Polynomial WithBias(Polynomial weights, MixingOperation operation, Polynomial outputs) =>
        operation.Bias ? weights + outputs : weights;
}
