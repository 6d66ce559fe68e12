using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rules that need the arguments of one composite block.</summary>
internal static class BlockRules
{
    /// <summary>Checks a block's arguments.</summary>
    public static void Check(BlockDeclaration layer, ArgumentCheck check)
    {
        switch (layer)
        {
            case BasicBlockDeclaration block:
                ArgumentRules.CheckProbability("StochasticDepth", block.StochasticDepth, check);
                CheckResidual(block.OutChannels, block.Stride, block.Expansion, block.Coupling, check);
                break;
            case BottleneckDeclaration block:
                ArgumentRules.CheckProbability("StochasticDepth", block.StochasticDepth, check);
                CheckResidual(block.OutChannels, block.Stride, block.Expansion, block.Coupling, check);
                CheckGroups(block, check);
                CheckSqueeze(block.Squeeze, LayerParser.OfBlock, check);
                break;
            case InvertedResidualDeclaration block:
                ArgumentRules.CheckProbability("StochasticDepth", block.StochasticDepth, check);
                check.AtLeast(1, "outChannels", block.OutChannels);
                check.AtLeast(1, "expansion", block.Expansion);
                check.AtLeast(1, "Stride", block.Stride);
                check.Defined("Coupling", block.Coupling);
                CheckInside(block, check);
                CheckSqueeze(block.Squeeze, LayerParser.OfBlock, check);
                break;
            case FireDeclaration block:
                check.AtLeast(1, "outChannels", block.OutChannels);
                check.AtLeast(1, "squeeze", block.Squeeze);
                check.Defined("Norm", block.Norm);
                if (check.Passed && block.OutChannels % 2 != 0)
                {
                    check.Fail("outChannels", "an even number", Text(block.OutChannels));
                }

                break;
            case ShuffleUnitDeclaration block:
                check.AtLeast(1, "outChannels", block.OutChannels);
                check.AtLeast(1, "Stride", block.Stride);
                if (check.Passed && block.OutChannels % 2 != 0)
                {
                    check.Fail("outChannels", "an even number", Text(block.OutChannels));
                }

                break;
            case SqueezeExciteDeclaration block:
                CheckSqueeze(block.Squeeze, "", check);
                break;
            case OwnBlockDeclaration block when OwnBlockRules.FaultOf(block) is { } fault:
                check.Fail(Rule.UnusableBlock, block.Type, fault);
                break;
            case DenseBlockDeclaration block:
                CheckCount("layers", block.Layers, check);
                check.AtLeast(1, "growth", block.Growth);
                break;
            case TransitionDeclaration { Compression: not (> 0 and <= 1) } transition:
                check.Fail("compression", "more than 0 and at most 1", transition.Compression.ToString("R", CultureInfo.InvariantCulture));
                break;
        }

        CheckCount("Repeat", layer.Repeat, check);
    }

    private static void CheckResidual(int channels, int stride, int expansion, CouplingKind coupling, ArgumentCheck check)
    {
        check.AtLeast(1, "outChannels", channels);
        check.AtLeast(1, "Stride", stride);
        check.AtLeast(1, "Expansion", expansion);
        check.Defined("Coupling", coupling);
        if (check.Passed && channels % expansion != 0)
        {
            check.Fail("outChannels", $"a multiple of the expansion, {Text(expansion)},", Text(channels));
        }
    }

    private static void CheckGroups(BottleneckDeclaration block, ArgumentCheck check)
    {
        if (block is { Groups: not null, GroupWidth: not null })
        {
            check.Fail("Groups or GroupWidth", "stated, one of the two,", "both");
        }

        check.AtLeast(1, nameof(block.Groups), block.Groups ?? 1);
        check.AtLeast(1, nameof(block.GroupWidth), block.GroupWidth ?? 1);
        if (check.Passed && block.Inner % (block.GroupWidth ?? block.Groups ?? 1) != 0)
        {
            check.Fail(block.Groups is null ? nameof(block.GroupWidth) : nameof(block.Groups), $"a divisor of the {Text(block.Inner)} channels inside", Text(block.GroupWidth ?? block.Groups ?? 1));
        }
    }

    private static void CheckInside(InvertedResidualDeclaration block, ArgumentCheck check)
    {
        if (block is { Expansion: > 1, Expanded: not null })
        {
            check.Fail("expansion or Expanded", "stated, one of the two,", "both");
        }

        check.AtLeast(1, nameof(block.Expanded), block.Expanded ?? 1);
        check.Defined(nameof(block.Activation), block.Activation);
        if (block.Kernel < 1 || block.Kernel % 2 == 0)
        {
            check.Fail(nameof(block.Kernel), "an odd number, 1 or more,", Text(block.Kernel));
        }
    }

    /// <summary>Checks what was stated of a squeeze-and-excite.</summary>
    /// <param name="squeeze">What was stated; null for nothing.</param>
    /// <param name="prefix">What the names of the options begin with.</param>
    /// <param name="check">Takes what is wrong.</param>
    private static void CheckSqueeze(SqueezeDeclaration? squeeze, string prefix, ArgumentCheck check)
    {
        if (squeeze is null)
        {
            return;
        }

        if (squeeze.Channels is null == squeeze.Reduction is null)
        {
            check.Fail($"{prefix}Channels or {prefix}Reduction", "stated, one of the two,", squeeze.Channels is null ? "neither" : "both");
        }

        check.AtLeast(1, prefix + nameof(squeeze.Channels), squeeze.Channels ?? 1);
        check.AtLeast(1, prefix + nameof(squeeze.Reduction), squeeze.Reduction ?? 1);
        check.Defined(prefix + nameof(squeeze.Of), squeeze.Of);
        check.Defined(prefix + nameof(squeeze.Activation), squeeze.Activation);
        if (squeeze.Gate is not (ActivationKind.Sigmoid or ActivationKind.HardSigmoid))
        {
            check.Fail(prefix + nameof(squeeze.Gate), "Sigmoid or HardSigmoid", squeeze.Gate.ToString());
        }
    }

    private static void CheckCount(string argument, int value, ArgumentCheck check)
    {
        if (value is < 1 or > BlockDeclaration.Most)
        {
            check.Fail(argument, $"1 to {Text(BlockDeclaration.Most)}", Text(value));
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
