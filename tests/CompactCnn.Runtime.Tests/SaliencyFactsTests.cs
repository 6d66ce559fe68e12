using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Facts 1 to 3 of the method, on a small network written out by hand: convolution, norm, activation, consumers. Gamma,
/// beta and biases are random, because half of each identity is hidden at their initial values.
/// </summary>
public class SaliencyFactsTests
{
    private const int Channels = 5;
    private const double Epsilon = 1e-5;

    public static TheoryData<Activation> Kinds => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheScaleAndShiftOfANormAreAGateBehindIt(Activation kind)
    {
        using var scope = NewDisposeScope();
        var net = new SmallNetwork(kind, seed: 1);
        net.Run();
        TensorAssert.Close(net.GateBehindNorm.grad!, net.NormTerm, $"gate behind the norm, {kind}");
    }

    [Theory]
    [InlineData(Activation.None)]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.LeakyReLU)]
    public void BehindAPositivelyHomogeneousActivationTheGateIsTheSame(Activation kind)
    {
        using var scope = NewDisposeScope();
        var net = new SmallNetwork(kind, seed: 2);
        net.Run();
        TensorAssert.Close(net.GateBehindActivation.grad!, net.NormTerm, $"gate behind the activation, {kind}");
    }

    [Theory]
    [InlineData(Activation.ReLU6)]
    [InlineData(Activation.SiLU)]
    [InlineData(Activation.HardSwish)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.HardSigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.GELU)]
    [InlineData(Activation.Mish)]
    [InlineData(Activation.ELU)]
    public void BehindAnotherActivationItIsNot(Activation kind)
    {
        using var scope = NewDisposeScope();
        var net = new SmallNetwork(kind, seed: 3);
        net.Run();
        (double difference, double scale) = TensorAssert.Distance(net.GateBehindActivation.grad!, net.NormTerm);
        Assert.True(difference > 1e-3 * scale, $"{kind}: the gates differ by {difference:E2} only, at a scale of {scale:E2}");
    }

    /// <summary>The reference takes the library's function, because its gradient is less exact than the others'.</summary>
    [Fact]
    public void TheLibrarysHardSigmoidIsTheDefinition()
    {
        using var scope = NewDisposeScope();
        Tensor x = linspace(-5, 5, 101, ScalarType.Float64);
        x.requires_grad = true;
        Tensor y = ReferenceOperations.Activate(Activation.HardSigmoid, x);
        y.sum().backward();
        TensorAssert.Close((x.detach() + 3).clamp(0, 6) / 6, y.detach(), "HardSigmoid");
        TensorAssert.Close(x.detach().abs().lt(3).to(ScalarType.Float64) / 6, x.grad!, "its gradient", tolerance: 1e-7);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheGateIsTheTaylorSumOfTheFeatureMap(Activation kind)
    {
        using var scope = NewDisposeScope();
        var net = new SmallNetwork(kind, seed: 4);
        net.Run();
        Tensor taylor = (net.Features * net.Features.grad!).sum([0, 2, 3]);
        TensorAssert.Close(net.GateBehindActivation.grad!, taylor, $"Taylor sum, {kind}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheWeightsOfAllConsumersAreTheDerivativeOfMasking(Activation kind)
    {
        using var scope = NewDisposeScope();
        var net = new SmallNetwork(kind, seed: 5);
        net.Run();
        Tensor general = (net.Consumer1 * net.Consumer1.grad!).sum([0, 2, 3]) + (net.Consumer2 * net.Consumer2.grad!).sum([0, 2, 3]);
        TensorAssert.Close(net.GateBehindActivation.grad!, general, $"general form, {kind}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheWeightsInFrontOfANormSayAlmostNothing(Activation kind)
    {
        using var scope = NewDisposeScope();
        var net = new SmallNetwork(kind, seed: 6);
        net.Run();
        Tensor weights = (net.Producer * net.Producer.grad!).sum([1, 2, 3]);
        Tensor scales = net.Gamma * net.Gamma.grad!;
        Tensor variance = net.Convolved.detach().var([0, 2, 3], unbiased: false);
        TensorAssert.Close(Epsilon / (variance + Epsilon) * scales, weights, $"eps / (var + eps), {kind}");
        // The identity must not hold because both sides vanish.
        Assert.True(weights.abs().max().item<double>() > 1e-9);
    }

    private sealed class SmallNetwork
    {
        private readonly Activation _kind;
        private readonly Tensor _images;
        private readonly Tensor _labels;

        public SmallNetwork(Activation kind, ulong seed)
        {
            _kind = kind;
            using var generator = new Generator(seed, CPU);
            _images = Random(12, 3, 6, 6);
            _labels = randint(0, 4, [12], ScalarType.Int64, generator: generator);
            // Small weights, so that eps counts beside the variance.
            Producer = Leaf(Random(Channels, 3, 3, 3) * 0.02);
            // Large scales, so that ReLU6 and HardSwish reach their upper bends.
            Gamma = Leaf((Random(Channels) + 1) * 4);
            Beta = Leaf(Random(Channels));
            Consumer1 = Leaf(Random(4, Channels, 3, 3) * 0.2);
            Consumer2 = Leaf(Random(4, Channels, 1, 1));
            Biases = Random(4);
            GateBehindNorm = Leaf(ones(Channels, ScalarType.Float64));
            GateBehindActivation = Leaf(ones(Channels, ScalarType.Float64));

            Tensor Random(params long[] shape) => randn(shape, ScalarType.Float64, generator: generator);
        }

        public Tensor Producer { get; }

        public Tensor Gamma { get; }

        public Tensor Beta { get; }

        public Tensor Consumer1 { get; }

        public Tensor Consumer2 { get; }

        public Tensor Biases { get; }

        public Tensor GateBehindNorm { get; }

        public Tensor GateBehindActivation { get; }

        /// <summary>The convolution's output.</summary>
        public Tensor Convolved { get; private set; } = null!;

        /// <summary>The feature map that the consumers read.</summary>
        public Tensor Features { get; private set; } = null!;

        /// <summary>gamma dgamma + beta dbeta.</summary>
        public Tensor NormTerm => (Gamma * Gamma.grad!) + (Beta * Beta.grad!);

        public void Run()
        {
            Convolved = functional.conv2d(_images, Producer, padding: [1, 1]);
            Tensor normed = functional.batch_norm(Convolved, null!, null!, Gamma, Beta, training: true, eps: Epsilon);
            Features = ReferenceOperations.Activate(_kind, normed * GateBehindNorm.view(1, -1, 1, 1));
            Features.retain_grad();
            Tensor gated = Features * GateBehindActivation.view(1, -1, 1, 1);
            Tensor joined = functional.conv2d(gated, Consumer1, Biases, padding: [1, 1]).tanh() + functional.conv2d(gated, Consumer2);
            functional.cross_entropy(joined.mean([2, 3]), _labels).backward();
        }

        private static Tensor Leaf(Tensor tensor)
        {
            tensor.requires_grad = true;
            return tensor;
        }
    }
}
