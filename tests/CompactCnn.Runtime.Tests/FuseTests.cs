using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>A fused network answers as the compact one does in evaluation mode, for every shared model.</summary>
public class FuseTests
{
    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void AFusedNetworkGivesTheSameLogits(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (KeepCase test in RandomKeep.Cases(model, count: 4))
        {
            using Network full = model.Create().Randomized(test.Seed);
            using CompactNetwork compact = model.ToCompact(full, test.Keep).WithoutDropout(training: false);
            using Tensor images = Batches.Images(model.Graph, test.Seed, type: ScalarType.Float32);
            using Tensor before = images.clone();
            Compare(compact, images, $"{test}", tolerance: 1e-5, floor: 1e-6);
            TensorAssert.SameBits(before, images, $"{test}: the input");

            using Tensor doubles = images.to(ScalarType.Float64);
            Compare(compact.InDoubles(), doubles, $"{test} in doubles", TensorAssert.DoubleTolerance, TensorAssert.DoubleFloor);
        }
    }

    [Fact]
    public void NormsBehindLayersAreGoneAndThoseInFrontStay()
    {
        Assert.Equal(0, NormsOf("SmallVggTwin"));
        Assert.Equal(0, NormsOf("ResNet20Twin"));
        Assert.Equal(0, NormsOf("MobileNetV2Twin"));
        Assert.Equal(1, NormsOf("NormedHead"));
        Assert.InRange(NormsOf("DenseNetBcTwin"), 1, 10);

        static int NormsOf(string name)
        {
            ModelCase model = ModelCases.Of(name);
            using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths);
            using FusedNetwork fused = compact.Fuse();
            Assert.DoesNotContain(fused.Operations, operation => operation is DropoutOperation);
            return fused.Operations.Count(operation => operation is BatchNormOperation);
        }
    }

    [Fact]
    public void WhatBecomesOfTheCompactNetworkChangesNothing()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        CompactNetwork compact = model.CreateCompact([3, 4, 5, 6]).Randomized(seed: 1);
        using FusedNetwork fused = compact.Fuse();
        using Tensor images = Batches.Images(model.Graph, seed: 1, type: ScalarType.Float32);
        using Tensor expected = fused.forward(images);
        compact.Randomized(seed: 2);
        compact.Dispose();
        using Tensor actual = fused.forward(images);
        TensorAssert.SameBits(expected, actual, "after the compact network is gone");
    }

    [Fact]
    public void NoTensorOutlivesAnAnswer()
    {
        ModelCase model = ModelCases.Of("Branches");
        using CompactNetwork compact = model.CreateCompact(model.Graph.FullWidths);
        using Tensor images = Batches.Images(model.Graph, seed: 1, type: ScalarType.Float32);
        var tensors = new LiveTensors();
        long before = tensors.Count;
        using (FusedNetwork fused = compact.Fuse())
        {
            long fusedCount = tensors.Count;
            for (int i = 0; i < 20; i++)
            {
                fused.forward(images).Dispose();
            }

            Assert.Equal(fusedCount, tensors.Count);
        }

        Assert.Equal(before, tensors.Count);
    }

    [Fact]
    public void ImagesOfAnotherShapeAreRefused()
    {
        using CompactNetwork compact = ModelCases.Of("NormedHead").CreateCompact([3, 4, 5, 6]);
        using FusedNetwork fused = compact.Fuse();
        using Tensor images = zeros(2, 3, 8, 8);
        Refusal.OfArgument<ArgumentException>(
            "input",
            "'NormedHead' expects images Float32 [batch, 1, 8, 8] on cpu but was given Float32 [2, 3, 8, 8] on cpu; bring them to that size",
            () => fused.forward(images));
    }

    private static void Compare(CompactNetwork compact, Tensor images, string where, double tolerance, double floor)
    {
        using FusedNetwork fused = compact.Fuse();
        using Tensor expected = compact.forward(images);
        using Tensor actual = fused.forward(images);
        TensorAssert.Close(expected, actual, where, tolerance, floor);
        Assert.False(actual.requires_grad);
    }
}
