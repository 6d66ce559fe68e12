using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// The optimizer's state lies in slices while the same channels stay active, and is copied back when others are gathered or
/// somebody reads it: whoever reads, however often, finds the same.
/// </summary>
public class OptimizerStateTests
{
    private const int Steps = 9;

    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void IsTheSameHoweverOftenItIsRead(string name)
    {
        ModelCase model = ModelCases.Of(name);
        foreach (OptimizerOptions optimizer in new OptimizerOptions[] { new Sgd { LearningRate = 0.05, Momentum = 0.9 }, new AdamW { LearningRate = 0.01 } })
        {
            for (int reselectEvery = 1; reselectEvery <= 4; reselectEvery++)
            {
                using var scope = NewDisposeScope();
                Dictionary<string, Tensor> expected = State(model, optimizer, reselectEvery, readEvery: 1);
                foreach (int readEvery in new[] { 2, Steps })
                {
                    Dictionary<string, Tensor> found = State(model, optimizer, reselectEvery, readEvery);
                    Assert.Equal(expected.Keys.Order(), found.Keys.Order());
                    Assert.All(expected, state => TensorAssert.SameBits(state.Value, found[state.Key], $"{state.Key} of {name}, {optimizer.GetType().Name}, other channels every {reselectEvery}, read every {readEvery}"));
                }

                Assert.Contains(expected.Values, state => state.ne(0).any().item<bool>());
            }
        }
    }

    private static Dictionary<string, Tensor> State(ModelCase model, OptimizerOptions optimizer, int reselectEvery, int readEvery)
    {
        // For dropout.
        manual_seed(7);
        using Network full = model.Create().Randomized(seed: 3);
        var options = new TrainingOptions
        {
            Target = CompactTarget.Channels(0.4),
            Shrinking = new Shrinking { From = 0.8, Over = 0.5 },
            Selection = new() { Selector = new RandomChoice { Persistent = false }, ReselectEvery = reselectEvery, FreezeAfter = 1 },
            Optimizer = optimizer,
            Seed = 4,
        };
        using TrainingCase training = model.BeginTraining(full, Steps, options);
        for (int step = 1; step < Steps; step++)
        {
            using TrainingBatch batch = Batches.Training(model.Graph, seed: step);
            training.Step(batch);
            _ = step % readEvery == 0 ? training.FullState : null;
        }

        return training.FullState
            .SelectMany((buffer, index) => buffer.Select(state => ($"{state.Key} {index}", state.Value.clone())))
            .ToDictionary(StringComparer.Ordinal);
    }
}
