using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Contract 2: a step changes nothing of what is inactive, neither weights nor statistics nor the optimizer's state. An
/// entry is inactive if its input or its output channel is.
/// </summary>
public class InactiveEntriesTests
{
    private const int Steps = 8;

    public static TheoryData<string> ModelNames => ModelCases.Names;

    public static TheoryData<string, string> ModelsAndOptimizers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ModelCase model in ModelCases.All)
            {
                foreach (string optimizer in Optimizers.Keys)
                {
                    data.Add(model.Name, optimizer);
                }
            }

            return data;
        }
    }

    private static Dictionary<string, OptimizerOptions> Optimizers { get; } = new(StringComparer.Ordinal)
    {
        ["momentum"] = new Sgd { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.01 },
        ["Nesterov"] = new Sgd { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.01, Nesterov = true },
        ["AdamW"] = new AdamW { LearningRate = 0.01 },
    };

    [Theory]
    [MemberData(nameof(ModelsAndOptimizers))]
    public void OnlyActiveEntriesChange(string name, string optimizer) =>
        AssertOnlyActiveEntriesChange(ModelCases.Of(name), optimizer, Steps, ScalarType.Float32);

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void OnlyActiveEntriesChangeInBFloat16(string name) =>
        AssertOnlyActiveEntriesChange(ModelCases.Of(name), "momentum", Steps, ScalarType.Float32, format: new StepFormat(MemoryLayout.ChannelsLast, Precision.BFloat16));

    /// <summary>Steps with other active channels each, in a floating-point type.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Name of the optimizer.</param>
    /// <param name="steps">Steps to take.</param>
    /// <param name="type">Type of the parameters.</param>
    /// <param name="everyTensorMoves">False where a ReLU may kill all that comes before it: then something must move, not everything.</param>
    /// <param name="format">How the steps compute.</param>
    internal static void AssertOnlyActiveEntriesChange(ModelCase model, string optimizer, int steps, ScalarType type, bool everyTensorMoves = true, StepFormat format = default)
    {
        using Network full = model.Create().Randomized(seed: 3);
        full.to(type);
        var options = new TrainingOptions
        {
            Target = CompactTarget.Channels(0.4),
            Shrinking = new Shrinking { From = 0.8, Over = 0.5 },
            Selection = new() { Selector = new RandomChoice { Persistent = false }, ReselectEvery = 1, FreezeAfter = 1 },
            Optimizer = Optimizers[optimizer],
            Seed = 4,
            MemoryLayout = format.MemoryLayout,
            Precision = format.Precision,
        };
        using TrainingCase training = model.BeginTraining(full, steps, options);
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            Dictionary<string, Tensor> before = Snapshot(full, training);
            using TrainingBatch batch = Batches.Training(model.Graph, seed: step, type: type);
            training.Step(batch);
            int[][] active = [.. model.Gates(full).Select(gate => gate.Active.ToArray())];
            Compare(model.Graph, before, Snapshot(full, training), active, everyTensorMoves, $"{model.Name}, {optimizer}, step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void EveryNormCountsEveryStepOnce(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using Network full = model.Create();
        using TrainingCase training = model.BeginTraining(full, Steps, Choices.Literal(0.5, randomSteps: 2));
        for (int step = 0; step < Steps; step++)
        {
            using TrainingBatch batch = Batches.Training(model.Graph, seed: step);
            training.Step(batch);
        }

        foreach (TensorSlot slot in NetworkTensors.Slots(full).Where(slot => slot.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            Assert.Equal(Steps, slot.Read().item<long>());
        }
    }

    /// <summary>Copies of everything that a step may change, by state name and buffer.</summary>
    private static Dictionary<string, Tensor> Snapshot(Network full, TrainingCase training)
    {
        Dictionary<string, Tensor> tensors = NetworkTensors.ByName(full);
        Dictionary<string, Tensor> copies = full.Structure.Tensors.ToDictionary(layout => layout.Name, layout => tensors[layout.Name].detach().clone(), StringComparer.Ordinal);
        for (int buffer = 0; buffer < training.FullState.Count; buffer++)
        {
            foreach ((string name, Tensor state) in training.FullState[buffer])
            {
                copies[$"{name} state {buffer}"] = state.clone();
            }
        }

        return copies;
    }

    private static void Compare(ModelGraph graph, Dictionary<string, Tensor> before, Dictionary<string, Tensor> after, int[][] active, bool everyTensorMoves, string where)
    {
        double moved = 0;
        foreach (TensorLayout layout in graph.Tensors)
        {
            foreach (string key in before.Keys.Where(key => key == layout.Name || key.StartsWith(layout.Name + " state", StringComparison.Ordinal)))
            {
                Tensor mask = Slices.Mask(before[key], layout, active);
                TensorAssert.SameBits(before[key].masked_fill(mask, 0), after[key].masked_fill(mask, 0), $"inactive entries of {key} after {where}");

                // Weight decay moves nearly every parameter; where no gradient comes, the optimizer's state may stay.
                double changed = before[key].ne(after[key]).logical_and(mask).sum().item<long>();
                moved += changed;
                double expected = !everyTensorMoves ? 0 : key == layout.Name ? 0.5 * mask.sum().item<long>() : 1;
                Assert.True(changed >= expected, $"{key} after {where}: {changed} active entries changed, fewer than {expected}");
            }
        }

        Assert.True(moved > 0, $"nothing changed after {where}");
    }
}
