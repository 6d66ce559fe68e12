using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// One primitive operation. The operations of a model are a directed acyclic graph in execution order.
/// </summary>
/// <param name="Name">Name of its property, or of its layer with a suffix where it has none.</param>
/// <param name="Layer">Index of the attribute that it came from.</param>
/// <param name="Inputs">Indices of the operations that it reads; <see cref="ModelInput"/> is the image.</param>
internal abstract record Operation(string Name, int Layer, EquatableArray<int> Inputs)
{
    /// <summary>The index that stands for the model's input.</summary>
    public const int ModelInput = -1;

    /// <summary>A module with a property and a row in the cost table, rather than a bare function.</summary>
    public virtual bool IsModule => true;

    /// <summary>Multiplying a channel by a positive number in all inputs is the same as in the output.</summary>
    public virtual bool IsHomogeneous => false;

    /// <summary>
    /// Multiplying a channel by a positive number in some inputs is the same as in the output: in all inputs together, or in
    /// one of them by itself.
    /// </summary>
    /// <param name="place">Which of the inputs, from 0.</param>
    /// <returns>Whether it is one of these.</returns>
    public virtual bool IsHomogeneousIn(int place) => IsHomogeneous;
}

/// <summary>An operation that makes new channels of those that it reads: of all, or of those of its convolution group.</summary>
internal abstract record MixingOperation(string Name, int Layer, EquatableArray<int> Inputs, int Outputs, bool Bias, bool Prunable)
    : Operation(Name, Layer, Inputs);

/// <summary>A convolution.</summary>
/// <param name="Name">Name of its property.</param>
/// <param name="Layer">Index of the attribute that it came from.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Outputs">Channels that it makes.</param>
/// <param name="Bias">Whether it has a bias.</param>
/// <param name="Prunable">Whether its channels may be dropped.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
/// <param name="Stride">Distance between windows.</param>
/// <param name="Padding">Zeros above and below, and on the left and the right.</param>
/// <param name="Dilation">Distance between kernel elements.</param>
/// <param name="Groups">Convolution groups, each of which makes its channels of its own part of those that it reads.</param>
internal sealed record ConvolutionOperation(
    string Name,
    int Layer,
    EquatableArray<int> Inputs,
    int Outputs,
    bool Bias,
    bool Prunable,
    Sides Kernel,
    Sides Stride,
    Sides Padding,
    Sides Dilation,
    int Groups)
    : MixingOperation(Name, Layer, Inputs, Outputs, Bias, Prunable);

/// <summary>A convolution of one filter for each channel.</summary>
internal sealed record DepthwiseConvolutionOperation(
    string Name,
    int Layer,
    EquatableArray<int> Inputs,
    bool Bias,
    bool Prunable,
    Sides Kernel,
    Sides Stride,
    Sides Padding,
    Sides Dilation)
    : Operation(Name, Layer, Inputs);

/// <summary>The sum of its inputs.</summary>
/// <param name="Name">Name of its layer.</param>
/// <param name="Layer">Index of the attribute that it came from.</param>
/// <param name="Inputs">What it adds.</param>
/// <param name="Coupling">Whether the tie is to be said.</param>
internal sealed record AddOperation(string Name, int Layer, EquatableArray<int> Inputs, CouplingKind Coupling) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsModule => false;

    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>
/// The product of two inputs, element by element; the second one, the factor, may be one number for each channel. The output
/// is homogeneous in each of them; what flows into it is counted in the first one.
/// </summary>
internal sealed record MultiplyOperation(string Name, int Layer, EquatableArray<int> Inputs) : Operation(Name, Layer, Inputs)
{
    /// <summary>Place of the factor among the inputs.</summary>
    public const int Factor = 1;

    /// <inheritdoc/>
    public override bool IsModule => false;

    /// <inheritdoc/>
    public override bool IsHomogeneousIn(int place) => place != Factor;
}

/// <summary>The channels of its inputs, one behind the other.</summary>
internal sealed record ConcatOperation(string Name, int Layer, EquatableArray<int> Inputs) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsModule => false;

    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>One of equal parts of the channels that it reads.</summary>
/// <param name="Name">Name of its property.</param>
/// <param name="Layer">Index of the attribute that it came from.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Part">Which part, from 0.</param>
/// <param name="Parts">Of how many.</param>
internal sealed record SliceOperation(string Name, int Layer, EquatableArray<int> Inputs, int Part, int Parts) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>The channels that it reads in another order: first the first ones of all groups, then the second ones, and so on.</summary>
internal sealed record ChannelShuffleOperation(string Name, int Layer, EquatableArray<int> Inputs, int Groups) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>A fully connected layer.</summary>
internal sealed record LinearOperation(string Name, int Layer, EquatableArray<int> Inputs, int Outputs, bool Bias, bool Prunable)
    : MixingOperation(Name, Layer, Inputs, Outputs, Bias, Prunable);

/// <summary>A batch norm.</summary>
internal sealed record BatchNormOperation(string Name, int Layer, EquatableArray<int> Inputs) : Operation(Name, Layer, Inputs);

/// <summary>An activation.</summary>
/// <param name="Name">Name of its property, or of its layer with a suffix where it is fused.</param>
/// <param name="Layer">Index of the attribute that it came from.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Kind">The activation.</param>
/// <param name="IsFused">It belongs to the operation before it and nothing else reads its input.</param>
internal sealed record ActivationOperation(string Name, int Layer, EquatableArray<int> Inputs, ActivationKind Kind, bool IsFused)
    : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsModule => !IsFused;

    /// <summary>It overwrites what it reads: nothing else reads that, and the gradient is computed from the output.</summary>
    public bool IsInPlace => IsFused && Kind is (ActivationKind.ReLU or ActivationKind.ReLU6 or ActivationKind.LeakyReLU);

    /// <inheritdoc/>
    public override bool IsHomogeneous => Kind is ActivationKind.ReLU or ActivationKind.LeakyReLU;
}

/// <summary>A pooling layer.</summary>
internal sealed record PoolOperation(string Name, int Layer, EquatableArray<int> Inputs, PoolKind Kind, Sides Kernel, Sides Stride, Sides Padding, bool Ceil)
    : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>The average over height and width.</summary>
internal sealed record GlobalPoolOperation(string Name, int Layer, EquatableArray<int> Inputs) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>The averages of so many parts of height and width.</summary>
internal sealed record AdaptivePoolOperation(string Name, int Layer, EquatableArray<int> Inputs, Sides Output) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>Feature maps laid out as one vector, channel by channel.</summary>
internal sealed record FlattenOperation(string Name, int Layer, EquatableArray<int> Inputs) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsModule => false;

    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>An operation on each channel by itself, with one parameter for it.</summary>
/// <param name="Name">Name of its property.</param>
/// <param name="Layer">Index of the attribute that it came from.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Initial">The parameter's initial value.</param>
internal abstract record ChannelwiseOperation(string Name, int Layer, EquatableArray<int> Inputs, double Initial) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}

/// <summary>What is positive as it is, what is negative times the channel's parameter.</summary>
internal sealed record PReLUOperation(string Name, int Layer, EquatableArray<int> Inputs, double Initial) : ChannelwiseOperation(Name, Layer, Inputs, Initial);

/// <summary>A channel times its parameter.</summary>
internal sealed record LayerScaleOperation(string Name, int Layer, EquatableArray<int> Inputs, double Initial) : ChannelwiseOperation(Name, Layer, Inputs, Initial);

/// <summary>Dropout of elements, of channels or of images.</summary>
internal sealed record DropoutOperation(string Name, int Layer, EquatableArray<int> Inputs, double Probability, DropoutKind Of) : Operation(Name, Layer, Inputs)
{
    /// <inheritdoc/>
    public override bool IsHomogeneous => true;
}
