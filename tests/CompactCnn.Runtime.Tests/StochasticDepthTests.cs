using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Dropout of whole images: what is zeroed, what is scaled, and when.</summary>
public class StochasticDepthTests
{
    [Fact]
    public void AnImageIsZeroedWholeOrScaled()
    {
        using var scope = NewDisposeScope();
        using var layer = new StochasticDepth(0.25);
        random.manual_seed(1);
        Tensor images = rand(400, 3, 2, 2) + 1;
        Tensor factors = layer.forward(images) / images;
        Tensor ofImages = factors.flatten(1).mean([1]);
        TensorAssert.Close(ofImages.view(-1, 1, 1, 1).expand_as(factors), factors, "one factor for each image", tolerance: 1e-5);
        double kept = ofImages.gt(0).to(ScalarType.Float64).mean().item<double>();
        Assert.InRange(kept, 0.68, 0.82);
        TensorAssert.Close(ofImages.gt(0).to(ScalarType.Float32) / 0.75, ofImages, "the factors", tolerance: 1e-5);
    }

    [Fact]
    public void NothingIsDoneInEvaluationAndFeaturesAreTakenToo()
    {
        using var scope = NewDisposeScope();
        using var layer = new StochasticDepth(0.5);
        Assert.Equal([6, 4], layer.forward(ones(6, 4)).shape);
        layer.eval();
        Tensor images = rand(5, 2, 3, 3);
        TensorAssert.SameBits(images, layer.forward(images), "in evaluation");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    public void OtherProbabilitiesAreRefused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticDepth(probability));
}
