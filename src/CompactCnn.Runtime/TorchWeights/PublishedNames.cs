using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>
/// The names that torchvision and timm give to the layers of published networks, in the order in which these are declared
/// here. A row is a network's name and its list, in which <c>~</c> marks norms; an architecture is added by a row.
/// </summary>
internal static class PublishedNames
{
    private const string Basic = "{conv1,bn1~,conv2,bn2~}";
    private const string BasicFirst = "{conv1,bn1~,conv2,bn2~,downsample.{0,1~}}";
    private const string Bottleneck = "{conv1,bn1~,conv2,bn2~,conv3,bn3~}";
    private const string BottleneckFirst = "{conv1,bn1~,conv2,bn2~,conv3,bn3~,downsample.{0,1~}}";
    private const string Inverted = "conv.{0.{0,1~},1.{0,1~},2,3~}";
    private const string Dense = "{norm1~,conv1,norm2~,conv2}";
    private const string Fire = "{squeeze,expand1x1,expand3x3}";
    private const string Mobile = "block.{0.{0,1~},1.{0,1~},2.{0,1~}}";
    private const string MobileSqueezed = "block.{0.{0,1~},1.{0,1~},2.{fc1,fc2},3.{0,1~}}";
    private const string Mnas = "layers.{0,1~,3,4~,6,7~}";
    private const string RegX = "f.{a.{0,1~},b.{0,1~},c.{0,1~}}";
    private const string RegY = "f.{a.{0,1~},b.{0,1~},se.{fc1,fc2},c.{0,1~}}";
    private const string Half = "branch2.{0,1~,3,4~,5,6~}";
    private const string HalfFirst = "{branch1.{0,1~,2,3~},branch2.{0,1~,3,4~,5,6~}}";
    private const string Normed = "{conv,bn~}";
    private const string TimmInverted = "{conv_pw,bn1~,conv_dw,bn2~,conv_pwl,bn3~}";
    private const string TimmSqueezed = "{conv_pw,bn1~,conv_dw,bn2~,se.{conv_reduce,conv_expand},conv_pwl,bn3~}";
    private const string TimmX = "{conv1.{conv,bn~},conv2.{conv,bn~},conv3.{conv,bn~}}";
    private const string TimmY = "{conv1.{conv,bn~},conv2.{conv,bn~},se.{fc1,fc2},conv3.{conv,bn~}}";

    private static readonly Lazy<ImmutableArray<Row>> _rows = new(() =>
    [
        .. Rows("torchvision",
        [
            ("resnet18", $"conv1 bn1~ layer1.{{0,1}}.{Basic} {Stages("layer", 2, BasicFirst, Basic, 2, 2, 2)} fc"),
            ("resnet34", $"conv1 bn1~ layer1.{{0..2}}.{Basic} {Stages("layer", 2, BasicFirst, Basic, 4, 6, 3)} fc"),
            ("resnet50", $"conv1 bn1~ {Stages("layer", 1, BottleneckFirst, Bottleneck, 3, 4, 6, 3)} fc"),
            ("resnet101", $"conv1 bn1~ {Stages("layer", 1, BottleneckFirst, Bottleneck, 3, 4, 23, 3)} fc"),
            ("resnet152", $"conv1 bn1~ {Stages("layer", 1, BottleneckFirst, Bottleneck, 3, 8, 36, 3)} fc"),
            ("vgg11", "features.{0,3,6,8,11,13,16,18} classifier.{0,3,6}"),
            ("vgg13", "features.{0,2,5,7,10,12,15,17,20,22} classifier.{0,3,6}"),
            ("vgg16", "features.{0,2,5,7,10,12,14,17,19,21,24,26,28} classifier.{0,3,6}"),
            ("vgg19", "features.{0,2,5,7,10,12,14,16,19,21,23,25,28,30,32,34} classifier.{0,3,6}"),
            ("vgg11_bn", "features.{0,1~,4,5~,8,9~,11,12~,15,16~,18,19~,22,23~,25,26~} classifier.{0,3,6}"),
            ("vgg13_bn", "features.{0,1~,3,4~,7,8~,10,11~,14,15~,17,18~,21,22~,24,25~,28,29~,31,32~} classifier.{0,3,6}"),
            ("vgg16_bn", "features.{0,1~,3,4~,7,8~,10,11~,14,15~,17,18~,20,21~,24,25~,27,28~,30,31~,34,35~,37,38~,40,41~} classifier.{0,3,6}"),
            ("vgg19_bn", "features.{0,1~,3,4~,7,8~,10,11~,14,15~,17,18~,20,21~,23,24~,27,28~,30,31~,33,34~,36,37~,40,41~,43,44~,46,47~,49,50~} classifier.{0,3,6}"),
            ("mobilenet_v2", $"features.0.{{0,1~}} features.1.conv.{{0.{{0,1~}},1,2~}} features.{{2..17}}.{Inverted} features.18.{{0,1~}} classifier.1"),
            ("densenet121", $"features.conv0 features.norm0~ {DenseBlocks(6, 12, 24, 16)} features.norm5~ classifier"),
            ("densenet169", $"features.conv0 features.norm0~ {DenseBlocks(6, 12, 32, 32)} features.norm5~ classifier"),
            ("densenet201", $"features.conv0 features.norm0~ {DenseBlocks(6, 12, 48, 32)} features.norm5~ classifier"),
            ("squeezenet1_1", $"features.0 features.{{3,4,6,7,9,10,11,12}}.{Fire} classifier.1"),
            ("mobilenet_v3_large", $"features.0.{{0,1~}} features.1.block.{{0,1}}.{{0,1~}} features.{{2,3}}.{Mobile} features.{{4..6}}.{MobileSqueezed} features.{{7..10}}.{Mobile} features.{{11..15}}.{MobileSqueezed} features.16.{{0,1~}} classifier.{{0,3}}"),
            ("mobilenet_v3_small", $"features.0.{{0,1~}} features.1.block.{{0.{{0,1~}},1.{{fc1,fc2}},2.{{0,1~}}}} features.{{2,3}}.{Mobile} features.{{4..11}}.{MobileSqueezed} features.12.{{0,1~}} classifier.{{0,3}}"),
            ("efficientnet_b0", $"features.0.{{0,1~}} features.1.0.block.{{0.{{0,1~}},1.{{fc1,fc2}},2.{{0,1~}}}} {Stages("features.", 2, MobileSqueezed, MobileSqueezed, 2, 2, 3, 3, 4, 1)} features.8.{{0,1~}} classifier.1"),
            ("mnasnet1_0", $"layers.{{0,1~,3,4~,6,7~}} {Stages("layers.", 8, Mnas, Mnas, 3, 3, 3, 2, 4, 1)} layers.{{14,15~}} classifier.1"),
            ("regnet_x_400mf", $"stem.{{0,1~}} {RegNetStages(RegX, 1, 2, 7, 12)} fc"),
            ("regnet_y_400mf", $"stem.{{0,1~}} {RegNetStages(RegY, 1, 3, 6, 6)} fc"),
            ("shufflenet_v2_x1_0", $"conv1.{{0,1~}} {Stages("stage", 2, HalfFirst, Half, 4, 8, 4)} conv5.{{0,1~}} fc"),
            ("googlenet", $"conv{{1..3}}.{Normed} inception{{3a,3b,4a,4b,4c,4d,4e,5a,5b}}.{{branch1,branch{{2,3}}.{{0,1}},branch4.1}}.{Normed} fc"),
            ("inception_v3", $"Conv2d_{{1a_3x3,2a_3x3,2b_3x3,3b_1x1,4a_3x3}}.{Normed}"
                + $" Mixed_5{{b,c,d}}.{{branch1x1,branch5x5_{{1,2}},branch3x3dbl_{{1,2,3}},branch_pool}}.{Normed}"
                + $" Mixed_6a.{{branch3x3,branch3x3dbl_{{1,2,3}}}}.{Normed}"
                + $" Mixed_6{{b,c,d,e}}.{{branch1x1,branch7x7_{{1,2,3}},branch7x7dbl_{{1..5}},branch_pool}}.{Normed}"
                + $" Mixed_7a.{{branch3x3_{{1,2}},branch7x7x3_{{1..4}}}}.{Normed}"
                + $" Mixed_7{{b,c}}.{{branch1x1,branch3x3_{{1,2a,2b}},branch3x3dbl_{{1,2,3a,3b}},branch_pool}}.{Normed} fc"),
        ]),
        .. Rows("timm",
        [
            ("vgg16", "features.{0,2,5,7,10,12,14,17,19,21,24,26,28} pre_logits.fc{1,2} head.fc"),
            ("vgg16_bn", "features.{0,1~,3,4~,7,8~,10,11~,14,15~,17,18~,20,21~,24,25~,27,28~,30,31~,34,35~,37,38~,40,41~} pre_logits.fc{1,2} head.fc"),
            ("mobilenetv2_100", $"conv_stem bn1~ blocks.0.0.{{conv_dw,bn1~,conv_pw,bn2~}} {Stages("blocks.", 1, TimmInverted, TimmInverted, 2, 3, 4, 3, 3, 1)} conv_head bn2~ classifier"),
            ("mobilenetv3_large_100", $"conv_stem bn1~ blocks.0.0.{{conv_dw,bn1~,conv_pw,bn2~}} blocks.1.{{0,1}}.{TimmInverted} blocks.2.{{0..2}}.{TimmSqueezed} blocks.3.{{0..3}}.{TimmInverted} blocks.4.{{0,1}}.{TimmSqueezed} blocks.5.{{0..2}}.{TimmSqueezed} blocks.6.0.{{conv,bn1~}} conv_head classifier"),
            ("efficientnet_b0", $"conv_stem bn1~ blocks.0.0.{{conv_dw,bn1~,se.{{conv_reduce,conv_expand}},conv_pw,bn2~}} {Stages("blocks.", 1, TimmSqueezed, TimmSqueezed, 2, 2, 3, 3, 4, 1)} conv_head bn2~ classifier"),
            ("regnetx_004", $"stem.{Normed} {TimmRegNetStages(TimmX, 1, 2, 7, 12)} head.fc"),
            ("regnety_004", $"stem.{Normed} {TimmRegNetStages(TimmY, 1, 3, 6, 6)} head.fc"),
        ]),
    ]);

    /// <summary>The published namings whose layers are those of a network: as many, and norms where there are norms. The likeliest first.</summary>
    /// <param name="layers">The network's layers.</param>
    /// <param name="model">Name of its class, which decides where two published networks have the same layers.</param>
    public static IEnumerable<TorchNaming> Of(ImmutableArray<TorchLayer> layers, string model) =>
        _rows.Value.Where(row => row.Kinds.AsSpan().SequenceEqual([.. layers.Select(layer => layer.IsByChannel)]))
            .OrderBy(row => Plain(row.Name) == Plain(model) ? 0 : 1)
            .Select(row => row.Naming);

    /// <summary>How many networks are listed; every list can be expanded.</summary>
    internal static int Count => _rows.Value.Length;

    private static IEnumerable<Row> Rows(string source, IEnumerable<(string Name, string Layers)> rows) => rows.Select(row =>
    {
        string[] names = [.. BraceText.Expand(row.Layers)];
        return new Row(row.Name, [.. names.Select(name => name.EndsWith(TorchNaming.ByChannel))],
            new TorchNaming($"{source}'s names of {row.Name}", [.. names.Select(name => name.TrimEnd(TorchNaming.ByChannel))]) 
            {
                Beside = ["aux1.", "aux2.", "AuxLogits."],
                NormEpsilon = row.Name is "googlenet" or "inception_v3" || row.Name.StartsWith("mobilenet_v3", StringComparison.Ordinal) ? 1e-3 : 1e-5,
            });
    });

    /// <summary>Stages of a first block and others like each other, the first stage's number first: <c>layer2.0... layer2.{1..3}...</c></summary>
    private static string Stages(string stage, int number, string first, string others, params int[] blocks) =>
        string.Join(' ', blocks.Select((count, index) => Stage($"{stage}{number + index}.", 0, first, others, count)));

    private static string Stage(string prefix, int number, string first, string others, int count) =>
        $"{prefix}{number}.{first}" + (count == 1 ? "" : $" {prefix}{{{number + 1}..{number + count - 1}}}.{others}");

    private static string DenseBlocks(params int[] layers) => string.Join(' ', layers.Select((count, index) =>
        $"features.denseblock{index + 1}.denselayer{{1..{count}}}.{Dense}" + (index == layers.Length - 1 ? "" : $" features.transition{index + 1}.{{norm~,conv}}")));

    private static string RegNetStages(string block, params int[] blocks) => string.Join(' ', blocks.Select((count, index) =>
    {
        string stage = $"trunk_output.block{index + 1}.block{index + 1}-";
        return $"{stage}0.{{{block},proj.{{0,1~}}}}" + (count == 1 ? "" : $" {stage}{{1..{count - 1}}}.{block}");
    }));

    private static string TimmRegNetStages(string block, params int[] blocks) => string.Join(' ', blocks.Select((count, index) =>
        Stage($"s{index + 1}.b", 1, $"{{{block},downsample.{Normed}}}", block, count)));

    /// <summary>A name by its letters and digits alone: a class MobileNetV2 is torchvision's mobilenet_v2.</summary>
    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private sealed record Row(string Name, ImmutableArray<bool> Kinds, TorchNaming Naming);
}
