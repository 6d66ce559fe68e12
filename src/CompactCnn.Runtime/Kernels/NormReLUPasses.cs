using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The passes of a norm and a ReLU, and of a pooling behind them, over feature maps of one order in memory.</summary>
internal abstract class NormReLUPasses
{
    private static readonly NormReLUPasses[] _all = [new PlaneNormReLU(), new PixelNormReLU<Float32Numbers>(), new PixelNormReLU<BFloat16Numbers>()];

    private static readonly NormReLUPasses[] _pooled =
        [new PooledPlaneNormReLU(), new PooledPixelNormReLU<Float32Numbers>(), new PooledPixelNormReLU<BFloat16Numbers>()];

    /// <summary>The passes for feature maps [batch, channels, height, width]; null where the library computes them faster, or alone.</summary>
    public static NormReLUPasses? For(Tensor maps) => Array.Find(_all, passes => passes.Applies(maps));

    /// <summary>Those that take the largest of every two by two values, too; null where that has to be done by itself.</summary>
    public static NormReLUPasses? ForPooled(Tensor maps) => Array.Find(_pooled, passes => passes.Applies(maps));

    /// <summary>Whether they are for such maps.</summary>
    public abstract bool Applies(Tensor maps);

    /// <summary>Measures every channel and normalises it.</summary>
    /// <param name="input">Feature maps to which <see cref="Applies"/>.</param>
    /// <param name="channels">Receives what is measured.</param>
    /// <returns>The output, and what <see cref="Backward"/> needs besides the input: first something of the output's shape and order.</returns>
    public abstract (Tensor Output, Tensor[] Kept) Forward(Tensor input, NormalizedChannels channels);

    /// <summary>The gradients of a batch that was normalised.</summary>
    /// <param name="input">What was normalised.</param>
    /// <param name="kept">What <see cref="Forward"/> returned besides the output.</param>
    /// <param name="gradient">The gradient of the output, in its order.</param>
    /// <param name="output">Receives the gradient of the input; all of it is written.</param>
    /// <param name="channels">What was measured.</param>
    /// <param name="ofScales">Receives the gradient of the norm's scales.</param>
    /// <param name="ofShifts">Receives the gradient of its shifts.</param>
    public abstract void Backward(Tensor input, Tensor[] kept, Tensor gradient, Tensor output, NormalizedChannels channels, float[] ofScales, float[] ofShifts);
}
