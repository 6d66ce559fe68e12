using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rules that need the arguments of one attribute, and its place: 0010, 0102, 0103, 0109 and 0116.</summary>
internal static class ArgumentRules
{
    /// <summary>Checks the marker's arguments.</summary>
    /// <returns>True if nothing was added.</returns>
    public static bool CheckInput(ModelDeclaration declaration, ICollection<Issue> issues)
    {
        InputDeclaration input = declaration.Input;
        var check = new ArgumentCheck(declaration.Class.Name, IssueSite.Marker, issues);
        check.AtLeast(1, "channels", input.Channels);
        check.AtLeast(1, "height", input.Height);
        check.AtLeast(1, "width", input.Width);
        check.Defined("Coupling", declaration.Coupling);
        if (check.Passed && SizeLimits.OfFeatures(input.Channels, input.Height, input.Width) is { } excess)
        {
            check.Fail(Rule.TooLarge, excess.Arguments());
        }

        return check.Passed;
    }

    /// <summary>Checks what the model is called and said to be.</summary>
    public static void CheckTitle(ModelDeclaration declaration, ICollection<Issue> issues)
    {
        var check = new ArgumentCheck(declaration.Class.Name, IssueSite.Marker, issues);
        if (declaration.Title.Name is { } name && !CommandNames.IsValid(name))
        {
            check.Fail(nameof(declaration.Title.Name), "a word of letters, digits, '-', '_' and '.'", $"'{name}'");
        }

        if (declaration.Title.Summary is { } summary && (string.IsNullOrWhiteSpace(summary) || summary.Any(char.IsControl)))
        {
            check.Fail(nameof(declaration.Title.Summary), "one line of text", string.IsNullOrWhiteSpace(summary) ? "empty" : "several");
        }

        if (declaration.Title.FormerNames.FirstOrDefault(former => !former.Split('.').All(Identifiers.IsValid)) is { } wrong)
        {
            check.Fail(nameof(declaration.Title.FormerNames), "names of classes, as Net or Company.Models.Net", $"'{wrong}'");
        }
    }

    /// <summary>Checks the limits of a device, where there are any.</summary>
    public static void CheckLimits(ModelDeclaration declaration, ICollection<Issue> issues)
    {
        if (declaration.Limits is not { } limits)
        {
            return;
        }

        var check = new ArgumentCheck(declaration.Class.Name, IssueSite.Limits, issues);
        check.AtLeast(1, nameof(limits.MaxParameters), limits.MaxParameters ?? 1);
        check.AtLeast(1, nameof(limits.MaxMacs), limits.MaxMacs ?? 1);
        check.AtLeast(1, nameof(limits.MaxActivationBytes), limits.MaxActivationBytes ?? 1);
        if (limits.Active is not (> 0 and <= 1))
        {
            check.Fail(nameof(limits.Active), "more than 0 and at most 1", limits.Active.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Checks a layer's arguments.</summary>
    /// <returns>True if nothing was added.</returns>
    public static bool CheckLayer(LayerDeclaration layer, int index, string name, bool isClassifier, ICollection<Issue> issues)
    {
        var check = new ArgumentCheck(name, IssueSite.Layer(index), issues);
        switch (layer)
        {
            case ConvDeclaration convolution:
                CheckConvolution(convolution, check);
                break;
            case DepthwiseConvDeclaration convolution:
                CheckWindow(convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Dilation, check);
                check.Defined("Norm", convolution.Norm);
                check.Defined("Activation", convolution.Activation);
                break;
            case AddDeclaration add:
                check.Defined("Coupling", add.Coupling);
                check.Defined("Activation", add.Activation);
                CheckOthers(add, check);
                break;
            case ConcatDeclaration concat:
                CheckOthers(concat, check);
                break;
            case BlockDeclaration block:
                BlockRules.Check(block, check);
                break;
            case PoolDeclaration pool:
                CheckPool(pool, check);
                break;
            case SliceDeclaration slice:
                check.AtLeast(1, "parts", slice.Parts);
                if (slice.Part < 0 || (check.Passed && slice.Part >= slice.Parts))
                {
                    check.Fail("part", "0 or more and less than parts", slice.Part.ToString(CultureInfo.InvariantCulture));
                }

                break;
            case ChannelShuffleDeclaration shuffle:
                check.AtLeast(1, "groups", shuffle.Groups);
                break;
            case AdaptivePoolDeclaration pool:
                check.AtLeast(1, "height", pool.Output.Height);
                check.AtLeast(1, "width", pool.Output.Width);
                break;
            case LinearDeclaration linear:
                CheckLinear(linear, isClassifier, check);
                break;
            case DropoutDeclaration dropout:
                CheckProbability("probability", dropout.Probability, check);
                break;
            case PReLUDeclaration slopes:
                CheckInitial(slopes.Initial, check);
                break;
            case LayerScaleDeclaration scales:
                CheckInitial(scales.Initial, check);
                break;
            case ActivateDeclaration { Activation: ActivationKind.None }:
                check.Fail("kind", "an activation", nameof(ActivationKind.None));
                break;
            case ActivateDeclaration activate:
                check.Defined("kind", activate.Activation);
                break;
            case UnknownDeclaration unknown:
                check.Fail("the attribute", "a layer of CompactCnn", unknown.Attribute);
                break;
        }

        return check.Passed;
    }

    /// <summary>Checks that a layer makes the classes, the last one or a convolution under it.</summary>
    public static void CheckClassifier(ModelDeclaration declaration, EquatableArray<string> names, ICollection<Issue> issues)
    {
        int count = declaration.Layers.Count;
        if (Classifier.IndexOf(declaration.Layers, names) is null)
        {
            string end = count == 0 ? "has no layers" : $"ends with '{names[count - 1]}'";
            issues.Add(new Issue(Rule.NoClassifier, IssueSite.Class, [declaration.Class.Name, end]));
        }
    }

    private static void CheckConvolution(ConvDeclaration layer, ArgumentCheck check)
    {
        check.AtLeast(1, "outChannels", layer.OutChannels);
        check.Defined("Norm", layer.Norm);
        check.Defined("Activation", layer.Activation);
        CheckWindow(layer.Kernel, layer.Stride, layer.Padding, layer.Dilation, check);
        check.AtLeast(1, "Groups", layer.Groups);
        if (check.Passed && layer.OutChannels % layer.Groups != 0)
        {
            check.Fail(Rule.UnequalGroups, ConvolutionGroups.Fault(layer.Groups, "convolution groups", layer.OutChannels, "output"));
        }
    }

    private static void CheckWindow(Sides kernel, Sides stride, OptionalSides padding, Sides dilation, ArgumentCheck check)
    {
        check.BothAtLeast(1, "Kernel", kernel);
        check.BothAtLeast(1, "Stride", stride);
        check.BothAtLeast(1, "Dilation", dilation);
        check.BothAtLeast(0, "Padding", padding.Or(0));
        bool height = padding.Height is null && IsEven(kernel.Height);
        bool width = padding.Width is null && IsEven(kernel.Width);
        if (height || width)
        {
            string size = kernel.IsSquare ? kernel.Height.ToString(CultureInfo.InvariantCulture) : kernel.ToString();
            check.Fail(Rule.EvenKernelWithoutPadding, size, height && width ? "Padding" : height ? "PaddingHeight" : "PaddingWidth");
        }

        if (check.Passed && SizeLimits.OfKernel(kernel, dilation) is { } excess)
        {
            check.Fail(Rule.TooLarge, excess.Arguments());
        }
    }

    private static bool IsEven(int kernel) => kernel > 0 && kernel % 2 == 0;

    /// <summary>Checks the probability that something is left out.</summary>
    public static void CheckProbability(string argument, double probability, ArgumentCheck check)
    {
        if (probability is not (>= 0 and < 1))
        {
            check.Fail(argument, "0 or more and less than 1", probability.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static void CheckInitial(double initial, ArgumentCheck check)
    {
        if (double.IsNaN(initial) || double.IsInfinity(initial))
        {
            check.Fail("Initial", "a finite number", initial.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static void CheckOthers(JoiningDeclaration layer, ArgumentCheck check)
    {
        if (layer.Others.Count == 0)
        {
            check.Fail("others", "1 or more names of layers", "0");
        }
    }

    private static void CheckPool(PoolDeclaration layer, ArgumentCheck check)
    {
        check.BothAtLeast(1, "Kernel", layer.Kernel);
        check.BothAtLeast(1, "Stride", layer.Stride.Or(1));
        check.Defined("Kind", layer.Pooling);
        if (layer.Kernel.IsSquare && layer.Padding.IsSquare)
        {
            CheckPoolPadding("Padding", layer.Kernel.Height, layer.Padding.Height, check);
        }
        else
        {
            CheckPoolPadding("PaddingHeight", layer.Kernel.Height, layer.Padding.Height, check);
            CheckPoolPadding("PaddingWidth", layer.Kernel.Width, layer.Padding.Width, check);
        }
    }

    private static void CheckPoolPadding(string argument, int kernel, int padding, ArgumentCheck check)
    {
        if (padding < 0 || (kernel > 0 && padding > kernel / 2))
        {
            int most = Math.Max(kernel, 0) / 2;
            check.Fail(argument, $"0 to {most.ToString(CultureInfo.InvariantCulture)}, at most half of the kernel,", padding.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void CheckLinear(LinearDeclaration layer, bool isClassifier, ArgumentCheck check)
    {
        check.AtLeast(1, "outFeatures", layer.OutFeatures);
        if (isClassifier)
        {
            check.Absent(nameof(layer.Norm), layer.Norm);
            check.Absent(nameof(layer.Activation), layer.Activation);
            check.Absent(nameof(layer.Prunable), layer.Prunable);
        }
        else
        {
            check.Defined("Norm", layer.Norm ?? NormKind.None);
            check.Defined("Activation", layer.Activation ?? ActivationKind.None);
        }
    }
}
