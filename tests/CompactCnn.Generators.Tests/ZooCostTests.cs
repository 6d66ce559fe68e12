using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// The declarations of the zoo, as they stand: parameters and multiply-accumulates of the published networks to the last
/// digit, and no warning.
/// </summary>
public class ZooCostTests
{
    [Theory]
    [InlineData("ResNet18", 11_689_512, 1_814_073_344)]
    [InlineData("ResNet34", 21_797_672, 3_663_761_408)]
    [InlineData("ResNet50", 25_557_032, 4_089_184_256)]
    [InlineData("ResNet20Cifar10", 272_474, 40_813_184)]
    [InlineData("ResNet56Cifar10", 855_770, 125_747_840)]
    [InlineData("DenseNet40Cifar10", 1_019_722, 264_812_928)]
    [InlineData("DenseNetBc100Cifar10", 769_162, 287_929_692)]
    [InlineData("DenseNet121", 7_978_856, 2_834_161_664)]
    [InlineData("MobileNetV2", 3_504_872, 300_774_272)]
    [InlineData("ShuffleNetV2", 2_278_604, 144_907_992)]
    [InlineData("InceptionV3", 23_834_568, 5_713_216_096)]
    [InlineData("SqueezeNet11", 1_235_496, 349_151_936)]
    [InlineData("MobileNetV3Large", 5_483_032, 216_589_760)]
    [InlineData("EfficientNetB0", 5_288_548, 385_814_752)]
    [InlineData("MnasNet10", 4_383_312, 314_415_872)]
    [InlineData("RegNetY400MF", 4_344_144, 401_842_848)]
    [InlineData("ResNeXt50", 25_028_904, 4_230_479_872)]
    public void AModelCostsWhatIsPublished(string model, long parameters, long macs)
    {
        GeneratedModels models = GeneratorHarness.Accept(Declaration(model)).Load();
        CostTable cost = models.Cost(FullName(model));

        Assert.Equal((parameters, macs), (cost.Parameters, cost.Macs));
        Assert.Equal((parameters, macs), Totals(models.CostOf(FullName(model), models.Graph(FullName(model)).KeepAll())));
    }

    [Theory]
    [InlineData("GoogLeNet", 6_624_904)]
    [InlineData("ShuffleNetV2Half", 1_366_792)]
    [InlineData("DenseNet40Stem24Cifar10", 1_059_298)]
    [InlineData("ResNet32Cifar10", 466_906)]
    [InlineData("ResNet44Cifar10", 661_338)]
    [InlineData("ResNet110Cifar10", 1_730_714)]
    [InlineData("MobileNetV3Small", 2_542_856)]
    [InlineData("RegNetX400MF", 5_495_976)]
    [InlineData("WideResNet50", 68_883_240)]
    public void AModelHasAsManyParametersAsIsPublished(string model, long parameters) =>
        Assert.Equal(parameters, GeneratorHarness.Accept(Declaration(model)).Load().Cost(FullName(model)).Parameters);

    private static string FullName(string model) => "CompactCnn.Examples.Models." + model;

    private static string Declaration(string model) => File.ReadAllText(Path.Combine(ProjectFiles.Repository, "src", "Examples", "Models", model + ".cs"));

    private static (long Parameters, long Macs) Totals(CostTable cost) => (cost.Parameters, cost.Macs);
}
