using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Max pooling, as PyTorch's <c>MaxPool2d</c>, bit for bit. Windows of two by two side by side, in the host's memory and
/// without gaps, are compared by vectors of the processor: the library's loops over them take a tenth to a twentieth of a
/// training step.
/// </summary>
/// <remarks>Compared so, a graph can be passed backward once; what it needs is freed on the way.</remarks>
public sealed class MaxPooling : nn.Module<Tensor, Tensor>
{
    private readonly BackwardGuard _backward = new();

    /// <summary>Makes the layer.</summary>
    /// <param name="kernelSize">Height and width of a window.</param>
    /// <param name="stride">Distance between windows.</param>
    /// <param name="padding">Rows and columns that are added on each side, and never are the largest; at most half of a window.</param>
    /// <param name="ceil">Whether a last window may reach over the end; it must begin before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public MaxPooling(Size2d kernelSize, Size2d stride, Size2d padding = default, bool ceil = false)
        : base(TorchLibrary.Before(nameof(MaxPooling)))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(kernelSize.Height, kernelSize.Width), 1, nameof(kernelSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(stride.Height, stride.Width), 1, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfNegative(Math.Min(padding.Height, padding.Width), nameof(padding));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding.Height, kernelSize.Height / 2, nameof(padding));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding.Width, kernelSize.Width / 2, nameof(padding));
        KernelSize = kernelSize;
        Stride = stride;
        Padding = padding;
        Ceil = ceil;
    }

    /// <summary>Height and width of a window.</summary>
    public Size2d KernelSize { get; }

    /// <summary>Distance between windows.</summary>
    public Size2d Stride { get; }

    /// <summary>Rows and columns that are added on each side.</summary>
    public Size2d Padding { get; }

    /// <summary>Whether a last window may reach over the end.</summary>
    public bool Ceil { get; }

    /// <summary>Whether windows are two by two and side by side, and no hook sees what they are found in.</summary>
    internal bool TakesPairsUnseen => TakesPairs && pre_hooks.Count + post_hooks.Count + module_pre_hooks.Count + module_post_hooks.Count == 0;

    private bool TakesPairs => !Ceil && KernelSize == 2 && Stride == 2 && Padding == 0;

    /// <summary>Pools.</summary>
    /// <param name="input">Feature maps [batch, channels, height, width].</param>
    /// <returns>The largest value of every window, [batch, channels, (height + 2 padding - kernel) / stride + 1, likewise].</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _backward.ThrowIfFailed();
        return TakesPairs && PairMaxima.For(input) is { } maxima
            ? PairPooling.Apply(input, maxima, _backward)
            : nn.functional.max_pool2d(input, KernelSize.ToArray(), Stride.ToArray(), Padding.ToArray(), ceil_mode: Ceil);
    }
}
