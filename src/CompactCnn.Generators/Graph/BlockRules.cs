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
                CheckResidual(block.OutChannels, block.Stride, block.Expansion, block.Coupling, check);
                break;
            case BottleneckDeclaration block:
                CheckResidual(block.OutChannels, block.Stride, block.Expansion, block.Coupling, check);
                break;
            case InvertedResidualDeclaration block:
                check.AtLeast(1, "outChannels", block.OutChannels);
                check.AtLeast(1, "expansion", block.Expansion);
                check.AtLeast(1, "Stride", block.Stride);
                check.Defined("Coupling", block.Coupling);
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
            case SqueezeExciteDeclaration block:
                CheckSqueeze(block, check);
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

    private static void CheckSqueeze(SqueezeExciteDeclaration block, ArgumentCheck check)
    {
        if (block.Channels is null == block.Reduction is null)
        {
            check.Fail("Channels or Reduction", "stated, one of the two,", block.Channels is null ? "neither" : "both");
        }

        check.AtLeast(1, nameof(block.Channels), block.Channels ?? 1);
        check.AtLeast(1, nameof(block.Reduction), block.Reduction ?? 1);
        check.Defined(nameof(block.Activation), block.Activation);
        if (block.Gate is not (ActivationKind.Sigmoid or ActivationKind.HardSigmoid))
        {
            check.Fail(nameof(block.Gate), "Sigmoid or HardSigmoid", block.Gate.ToString());
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
