using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>One flat buffer stepped here, many parameters stepped by TorchSharp: the same numbers.</summary>
public class OptimizerTests
{
    private const int Steps = 6;
    private const double LearningRate = 0.03;

    public static TheoryData<double, double, bool> SgdSettings
    {
        get
        {
            var data = new TheoryData<double, double, bool>();
            foreach (double momentum in new[] { 0, 0.5, 0.9 })
            {
                foreach (double decay in new[] { 0, 0.01 })
                {
                    data.Add(momentum, decay, false);
                    if (momentum > 0)
                    {
                        data.Add(momentum, decay, true);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SgdSettings))]
    public void SgdIsPyTorchs(double momentum, double decay, bool nesterov) => Compare(
        new Sgd { Momentum = momentum, WeightDecay = decay, Nesterov = nesterov },
        parameters => optim.SGD(parameters, LearningRate, momentum, weight_decay: decay, nesterov: nesterov));

    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 0.01)]
    [InlineData(0.5, 0.9, 1e-4, 0.0)]
    [InlineData(0.0, 0.9, 1e-8, 0.1)]
    public void AdamWIsPyTorchs(double beta1, double beta2, double epsilon, double decay) => Compare(
        new AdamW { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = decay },
        parameters => optim.AdamW(parameters, LearningRate, beta1, beta2, epsilon, weight_decay: decay));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e9)]
    public void ClippingIsPyTorchs(double norm) => Compare(
        new Sgd { Momentum = 0.9, WeightDecay = 0.01, MaxGradientNorm = norm },
        parameters => optim.SGD(parameters, LearningRate, 0.9, weight_decay: 0.01),
        // PyTorch divides by the norm and 1e-6.
        tolerance: 1e-6,
        prepare: parameters => nn.utils.clip_grad_norm_(parameters, norm));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DecayOfVectorsIsAChoice(bool decayVectors)
    {
        foreach (OptimizerOptions optimizer in new OptimizerOptions[]
        {
            new Sgd { Momentum = 0, WeightDecay = 0.1, DecayVectors = decayVectors }, new AdamW { WeightDecay = 0.1, DecayVectors = decayVectors },
        })
        {
            using var scope = NewDisposeScope();
            using CompactNetwork network = Create();
            using FlatParameters flat = FlatParameters.Bind(network, optimizer.StateBuffers, ScalarType.Float64, CPU);
            Dictionary<string, Tensor> before = NetworkTensors.ByName(network).ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
            // Without gradients a step is weight decay and nothing else.
            optimizer.Update(flat, LearningRate);
            foreach (TensorSlot slot in NetworkTensors.Slots(network).Where(slot => !slot.IsBuffer))
            {
                Tensor value = slot.Read().detach();
                bool decays = decayVectors || value.dim() > 1;
                TensorAssert.Close(before[slot.Name] * (decays ? 1 - (LearningRate * 0.1) : 1), value, slot.Name, tolerance: 1e-14);
            }
        }
    }

    /// <summary>One pass over plain memory, on one thread and on two, and the operations on tensors: the same bits.</summary>
    [Theory]
    [MemberData(nameof(SgdSettings))]
    public void ThePassOfSgdIsThatOfTheOperations(double momentum, double decay, bool nesterov)
    {
        int threads = get_num_threads();
        try
        {
            foreach ((int pass, int width, bool decayVectors) in new[] { (1, 5, true), (1, 40, false), (2, 200, true), (2, 301, false) })
            {
                set_num_threads(pass);
                using var scope = NewDisposeScope();
                using Sequential network = Matrices(width);
                using Sequential other = Matrices(width);
                using FlatParameters flat = FlatParameters.Bind(network, 1, ScalarType.Float32, CPU);
                using FlatParameters expected = FlatParameters.Bind(other, 1, ScalarType.Float32, CPU);
                flat.Values.copy_(expected.Values);
                var options = new Sgd { Momentum = momentum, WeightDecay = decay, Nesterov = nesterov, DecayVectors = decayVectors };
                using var generator = new Generator(5, CPU);
                Assert.True(SgdPass.Applies(flat));
                for (int step = 0; step < Steps; step++)
                {
                    flat.Gradients.copy_(randn(flat.Gradients.shape, generator: generator));
                    expected.Gradients.copy_(flat.Gradients);
                    SgdPass.Run(flat, options, LearningRate);
                    options.StepByTensors(expected, LearningRate);
                    Assert.Equal(expected.Values.bytes, flat.Values.bytes);
                    Assert.Equal(expected.State[0].bytes, flat.State[0].bytes);
                }
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>Vectors and matrices, at the larger widths more than one thread's share.</summary>
    private static Sequential Matrices(int width) => nn.Sequential(
        ("linear", nn.Linear(width, 2 * width)), ("norm", nn.BatchNorm1d(2 * width)), ("last", nn.Linear(2 * width, width, hasBias: false)));

    private static CompactNetwork Create() => ModelCases.Of("NormedHead").CreateCompact([4, 5, 6, 7]).Randomized(seed: 3).InDoubles();

    private static void Compare(
        OptimizerOptions options,
        Func<IEnumerable<Parameter>, optim.Optimizer> create,
        double tolerance = 1e-12,
        Action<IEnumerable<Parameter>>? prepare = null)
    {
        using var scope = NewDisposeScope();
        using CompactNetwork ours = Create();
        using CompactNetwork theirs = Create();
        using FlatParameters flat = FlatParameters.Bind(ours, options.StateBuffers, ScalarType.Float64, CPU);
        using optim.Optimizer reference = create(theirs.parameters());
        using var generator = new Generator(5, CPU);
        for (int step = 0; step < Steps; step++)
        {
            foreach ((Parameter mine, Parameter other) in ours.parameters().Zip(theirs.parameters()))
            {
                Tensor gradient = randn(mine.shape, ScalarType.Float64, generator: generator);
                mine.grad!.copy_(gradient);
                other.grad = gradient;
            }

            prepare?.Invoke(theirs.parameters());
            options.Update(flat, LearningRate);
            reference.step();
            foreach ((Parameter mine, Parameter other) in ours.parameters().Zip(theirs.parameters()))
            {
                TensorAssert.Close(other.detach(), mine.detach(), $"{options}, step {step}", tolerance);
            }
        }
    }
}
