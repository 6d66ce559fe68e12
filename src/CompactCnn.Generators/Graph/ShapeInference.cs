using System.Globalization;
using System.Numerics;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The operations of a model as they are lowered, with the shape of each output.</summary>
/// <param name="input">Shape of an input image.</param>
/// <param name="names">Names of the declared layers.</param>
/// <param name="issues">Takes what is wrong.</param>
internal sealed class ShapeInference(FeatureShape input, EquatableArray<string> names, ICollection<Issue> issues)
{
    private readonly List<Operation> _operations = [];
    private readonly List<FeatureShape> _shapes = [];
    private readonly List<NamedLayer> _layers = [];
    private BigInteger _macs;

    /// <summary>Shape of an input image.</summary>
    public FeatureShape Input => input;

    /// <summary>The operations so far.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>Shapes of their outputs.</summary>
    public IReadOnlyList<FeatureShape> Shapes => _shapes;

    /// <summary>False from the first operation on that has no shape: whatever follows it would be guessed.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>The shape of an operation's output, or of the model's input.</summary>
    public FeatureShape Shape(int operation) => operation == Operation.ModelInput ? input : _shapes[operation];

    /// <summary>Channels of an operation's output, or of the model's input; null where shapes are not known.</summary>
    public int? Channels(int operation) => IsSound ? Shape(operation).Channels : null;

    /// <summary>Says that the next shapes are not known.</summary>
    public void Stop() => IsSound = false;

    /// <summary>Appends an operation if it has a shape.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">The layer that it belongs to.</param>
    /// <returns>Its index.</returns>
    public int Append(Operation operation, NamedLayer layer)
    {
        if (IsSound && Infer(operation, layer) is { } shape)
        {
            _operations.Add(operation);
            _shapes.Add(shape);
            _layers.Add(layer);
        }
        else
        {
            Stop();
        }

        return _operations.Count - 1;
    }

    /// <summary>Refuses layers whose output leads nowhere.</summary>
    public void CheckReaders()
    {
        if (!IsSound)
        {
            return;
        }

        var read = new HashSet<int>(_operations.SelectMany(operation => operation.Inputs)) { _operations.Count - 1 };
        foreach (int operation in Enumerable.Range(0, _operations.Count).Where(operation => !read.Contains(operation)))
        {
            Refuse(Rule.Unread, _layers[operation]);
        }
    }

    private FeatureShape? Infer(Operation operation, NamedLayer layer)
    {
        FeatureShape from = Shape(operation.Inputs[0]);
        switch (operation)
        {
            case ConvolutionOperation convolution when !from.IsFlat && from.Channels % convolution.Groups != 0:
                return Refuse(Rule.UnequalGroups, layer, ConvolutionGroups.Fault(convolution.Groups, "convolution groups", from.Channels, "input"));
            case SliceOperation slice when from.Channels % slice.Parts != 0:
                return Refuse(Rule.UnequalGroups, layer, ConvolutionGroups.Fault(slice.Parts, "parts", from.Channels, "input"));
            case SliceOperation slice:
                return new FeatureShape(from.Channels / slice.Parts, from.Height, from.Width, from.IsFlat);
            case ChannelShuffleOperation shuffle when !from.IsFlat && from.Channels % shuffle.Groups != 0:
                return Refuse(Rule.UnequalGroups, layer, ConvolutionGroups.Fault(shuffle.Groups, "groups", from.Channels, "input"));
            case ChannelShuffleOperation:
                return IsFeatureMap(operation, layer, from) ? from : null;
            case ConvolutionOperation convolution:
                return Windows(operation, layer, from, convolution.Outputs, Extent(convolution.Kernel, convolution.Dilation), convolution.Stride, convolution.Padding);
            case DepthwiseConvolutionOperation depthwise:
                return Windows(operation, layer, from, from.Channels, Extent(depthwise.Kernel, depthwise.Dilation), depthwise.Stride, depthwise.Padding);
            case AddOperation:
                return HaveEqual(Rule.AdditionMismatch, operation, layer, shape => shape) ? from : null;
            case MultiplyOperation product:
                return Product(product, layer, from, Shape(product.Inputs[MultiplyOperation.Factor]));
            case ConcatOperation:
                return HaveEqual(Rule.ConcatenationMismatch, operation, layer, shape => shape with { Channels = 0 })
                    ? Checked(operation, layer, from, operation.Inputs.Sum(input => (long)Shape(input).Channels), from.Height, from.Width, from.IsFlat)
                    : null;
            case PoolOperation pool:
                return Windows(operation, layer, from, from.Channels, pool.Kernel, pool.Stride, pool.Padding, pool.Ceil);
            case AdaptivePoolOperation pool:
                return IsFeatureMap(operation, layer, from) ? Checked(operation, layer, from, from.Channels, pool.Output.Height, pool.Output.Width, isFlat: false) : null;
            case GlobalPoolOperation:
                return IsFeatureMap(operation, layer, from) ? new FeatureShape(from.Channels, 1, 1) : null;
            case LayerScaleOperation or DropoutOperation { Of: DropoutKind.Channels }:
                return IsFeatureMap(operation, layer, from) ? from : null;
            case FlattenOperation:
                return new FeatureShape(from.Channels * from.Height * from.Width, 1, 1, IsFlat: true);
            case LinearOperation linear:
                return Checked(operation, layer, from, linear.Outputs, 1, 1, isFlat: true);
            default:
                return from;
        }
    }

    /// <summary>Whether the inputs agree in what must be equal.</summary>
    private bool HaveEqual(Rule rule, Operation operation, NamedLayer layer, Func<FeatureShape, FeatureShape> relevant)
    {
        int first = operation.Inputs[0];
        foreach (int input in operation.Inputs.Where(input => !relevant(Shape(input)).Equals(relevant(Shape(first)))))
        {
            issues.Add(IssueOf(rule, layer, Shape(first).ToString(), Source(first), Shape(input).ToString(), Source(input)) with
            {
                Remedies = rule == Rule.AdditionMismatch ? WidthRemedies.Candidates(this, names, first, input).ToEquatableArray() : [],
            });
            return false;
        }

        return true;
    }

    /// <summary>The shape of a product, whose factor has the same shape or one number for each channel.</summary>
    private FeatureShape? Product(MultiplyOperation operation, NamedLayer layer, FeatureShape from, FeatureShape factor)
    {
        int flat = from.IsFlat ? 0 : MultiplyOperation.Factor;
        if (from.IsFlat != factor.IsFlat)
        {
            return Refuse(Rule.NeedsFeatureMap, layer, Shape(operation.Inputs[flat]).Channels.ToString(CultureInfo.InvariantCulture), Source(operation.Inputs[flat]));
        }

        return factor.Equals(from) || (factor.Positions == 1 && factor.Channels == from.Channels)
            ? from
            : Refuse(Rule.MultiplicationMismatch, layer, from.ToString(), Source(operation.Inputs[0]), factor.ToString(), Source(operation.Inputs[MultiplyOperation.Factor]));
    }

    /// <summary>The shape after a window of this extent went over a padded feature map.</summary>
    private FeatureShape? Windows(Operation operation, NamedLayer layer, FeatureShape from, int channels, Sides extent, Sides stride, Sides padding, bool ceil = false)
    {
        if (!IsFeatureMap(operation, layer, from))
        {
            return null;
        }

        long height = extent.Height - (2L * padding.Height);
        long width = extent.Width - (2L * padding.Width);
        if (from.Height < height || from.Width < width)
        {
            string needed = string.Format(CultureInfo.InvariantCulture, "{0}x{1}", height, width);
            return Refuse(Rule.KernelTooLarge, layer, needed, from.ToString(), Source(operation.Inputs[0]));
        }

        return Checked(
            operation,
            layer,
            from,
            channels,
            Count(from.Height, height, stride.Height, padding.Height, ceil),
            Count(from.Width, width, stride.Width, padding.Width, ceil),
            isFlat: false);
    }

    /// <summary>How many windows there are along a side; the last one may reach over the end, but must not begin behind the input.</summary>
    private static long Count(int side, long needed, int stride, int padding, bool ceil)
    {
        long room = side - needed;
        long whole = (room / stride) + 1;
        return ceil && room % stride != 0 && whole * stride < (long)side + padding ? whole + 1 : whole;
    }

    /// <summary>Height and width of a kernel with the gaps of its dilation.</summary>
    private static Sides Extent(Sides kernel, Sides dilation) => new(((kernel.Height - 1) * dilation.Height) + 1, ((kernel.Width - 1) * dilation.Width) + 1);

    /// <summary>The shape if it and the operation's parameters and work can be counted and addressed.</summary>
    private FeatureShape? Checked(Operation operation, NamedLayer layer, FeatureShape from, long channels, long height, long width, bool isFlat)
    {
        if (SizeLimits.OfFeatures(channels, height, width) is { } elements)
        {
            return Refuse(Rule.TooLarge, layer, elements.Arguments());
        }

        var shape = new FeatureShape((int)channels, (int)height, (int)width, isFlat);
        int read = operation is ConvolutionOperation { Groups: int groups } ? from.Channels / groups : from.Channels;
        LayerCost cost = LayerCost.Of(operation, Polynomial.Constant(read), Polynomial.Constant(channels), shape);
        _macs += cost.Macs.Evaluate([]);
        return SizeLimits.OfWork(cost.Parameters.Evaluate([]), _macs) is { } excess
            ? Refuse(Rule.TooLarge, layer, excess.Arguments())
            : shape;
    }

    private bool IsFeatureMap(Operation operation, NamedLayer layer, FeatureShape from)
    {
        if (from.IsFlat)
        {
            Refuse(Rule.NeedsFeatureMap, layer, from.Channels.ToString(CultureInfo.InvariantCulture), Source(operation.Inputs[0]));
        }

        return !from.IsFlat;
    }

    private FeatureShape? Refuse(Rule rule, NamedLayer layer, params string[] arguments)
    {
        issues.Add(IssueOf(rule, layer, arguments));
        return null;
    }

    private static Issue IssueOf(Rule rule, NamedLayer layer, params string[] arguments) =>
        new(rule, IssueSite.Layer(layer.Attribute), [layer.Subject, .. arguments]);

    private string Source(int operation) => operation == Operation.ModelInput ? "the model's input" : $"'{_layers[operation].Name}'";
}
