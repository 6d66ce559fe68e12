using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// The contracts over networks that nobody chose: skips, concatenations, depthwise convolutions, norms before and behind,
/// every activation, fixed layers. Everything in float64.
/// </summary>
public class GeneratedNetworkTests
{
    private const int KeepLists = 2;
    private const int Steps = 3;

    /// <summary>What a random network must hold at times, for the contracts to be about something.</summary>
    [Fact]
    public void TheNetworksHoldWhatTheLanguageOffers()
    {
        Assert.Equal(GeneratedNetworks.Count, GeneratedNetworks.All.Count);
        Operation[][] networks = [.. GeneratedNetworks.All.Select(network => network.Model.Graph.Operations.ToArray())];
        foreach (Type type in new[] { typeof(AddOperation), typeof(MultiplyOperation), typeof(PReLUOperation), typeof(LayerScaleOperation), typeof(ConcatOperation), typeof(DepthwiseConvolutionOperation), typeof(PoolOperation), typeof(FlattenOperation) })
        {
            Assert.True(networks.Count(operations => operations.Any(type.IsInstanceOfType)) >= 20, $"{type.Name} in fewer than 20 networks");
        }

        foreach (Activation kind in Enum.GetValues<Activation>().Where(kind => kind != Activation.None))
        {
            Assert.True(networks.Count(operations => operations.OfType<ActivationOperation>().Any(activation => activation.Kind == kind)) >= 20, $"{kind} in fewer than 20 networks");
        }

        foreach ((string what, Predicate<Operation> holds) in new (string, Predicate<Operation>)[]
        {
            ("a pool whose last window may reach over the end", operation => operation is PoolOperation { Ceil: true }),
            ("a slice", operation => operation is SliceOperation),
            ("a slice of a part of a group", operation => operation is SliceOperation { Output.Segments: [{ Share: > 1, Group: >= 0 }] }),
            ("a shuffle", operation => operation is ChannelShuffleOperation),
            ("a shuffle that leaves a choice", operation => operation is ChannelShuffleOperation { Output.IsFixed: false }),
            ("an adaptive pool", operation => operation is AdaptivePoolOperation),
            ("a convolution of a row or a column", operation => operation is ConvolutionOperation { Kernel: var kernel } && kernel.Height != kernel.Width),
            ("a depthwise convolution of a row or a column", operation => operation is DepthwiseConvolutionOperation { Kernel: var kernel } && kernel.Height != kernel.Width),
        })
        {
            int count = networks.Count(operations => Array.Exists(operations, holds));
            Assert.True(count >= 20, $"{what} in {count} networks, fewer than 20");
        }

        foreach (DropoutOf of in new[] { DropoutOf.Channels, DropoutOf.Images })
        {
            Assert.True(networks.Count(operations => operations.OfType<DropoutOperation>().Any(dropout => dropout.Of == of)) >= 10, $"dropout of {of} in fewer than 10 networks");
        }

        // The image, read again by a layer or joined; and a convolution as the classifier.
        Assert.True(networks.Count(operations => operations.Skip(1).Any(operation => operation.Inputs.Contains(Operation.ModelInput))) >= 20, "the image is read again in fewer than 20 networks");
        Assert.True(networks.Count(operations => operations is [.., GlobalPoolOperation, FlattenOperation]) >= 20, "a convolution is the classifier of fewer than 20 networks");

        // A factor for each channel, of the image or of feature maps, and products of feature maps.
        Assert.True(networks.Count(operations => operations.Any(operation => IsScaled(operation, operations))) >= 20, "factors of channels in fewer than 20 networks");
        Assert.True(networks.Count(operations => operations.Any(operation => operation is MultiplyOperation && !IsScaled(operation, operations))) >= 20, "products of feature maps in fewer than 20 networks");

        // A norm that reads something other than the convolution before it: pre-activation, or a norm behind a join.
        Assert.True(networks.Count(operations => operations.OfType<BatchNormOperation>().Any(norm => operations[norm.Inputs[0]] is not (ConvolutionOperation or DepthwiseConvolutionOperation or LinearOperation))) >= 20);
        Assert.True(networks.Count(operations => operations.Any(IsGrouped)) >= 20, "grouped convolutions in fewer than 20 networks");
        Assert.True(networks.Count(operations => operations.Any(operation => IsGrouped(operation) && operation.Inputs[0] >= 0 && operations[operation.Inputs[0]] is ConcatOperation)) >= 2, "fewer than 2 networks with grouped convolutions of concatenations");
        ChannelGroup[] groups = [.. GeneratedNetworks.All.SelectMany(network => network.Model.Graph.Groups)];
        Assert.True(groups.Count(group => group.Producers.Length > 1) >= 50, "too few tied groups");
        Assert.True(groups.Count(group => group.Arms > 1 && group.Arms < group.Count) >= 20, "too few groups with a choice of arms of several channels");
        Assert.True(groups.Count(group => group.Gate.Length > 0) >= 50 && groups.Count(group => group.Gate.Length == 0) >= 50, "too few groups of either form");
    }

    [Fact]
    public void SlicedEqualsMasked() => ForAll((model, full, test) => SlicedEqualsMaskedTests.AssertEqual(model, full, test));

    [Fact]
    public void TheTableIsWhatTheCompactNetworkHasAndDoes() => ForAll(CostTests.AssertTable);

    [Fact]
    public void BothFormsOfSaliencyAreTheDerivativeOfMasking() =>
        ForAll((model, _, test) => SaliencyMeterTests.AssertBothForms(model, model.Graph, test));

    [Theory]
    [InlineData("momentum")]
    [InlineData("AdamW")]
    public void OnlyActiveEntriesChange(string optimizer)
    {
        foreach (GeneratedNetwork network in GeneratedNetworks.All)
        {
            network.Check(model => InactiveEntriesTests.AssertOnlyActiveEntriesChange(model, optimizer, Steps, ScalarType.Float64, everyTensorMoves: false));
        }
    }

    private static bool IsGrouped(Operation operation) => operation is ConvolutionOperation { Groups: > 1 };

    private static bool IsScaled(Operation operation, Operation[] operations) =>
        operation is MultiplyOperation { Height: > 1 } && operation.Inputs[1] >= 0 && operations[operation.Inputs[1]].Height == 1;

    private static void ForAll(Action<ModelCase, Network, KeepCase> contract)
    {
        foreach (GeneratedNetwork network in GeneratedNetworks.All)
        {
            network.Check(model =>
            {
                // The first two cases are all channels and one of each group, which the shared models have.
                foreach (KeepCase test in RandomKeep.Cases(model, KeepLists, firstSeed: 2 + network.Seed))
                {
                    using var scope = NewDisposeScope();
                    using Network full = model.Create().Randomized(test.Seed).InDoubles();
                    contract(model, full, test);
                }
            });
        }
    }
}
