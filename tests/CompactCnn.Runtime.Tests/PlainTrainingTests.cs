using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// While the active channels stay the same, sliced training is nothing but the training of the compact network as anyone
/// would write it with TorchSharp.
/// </summary>
public class PlainTrainingTests
{
    private const int Steps = 6;

    public static TheoryData<string> ModelNames => ModelCases.Names;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void SlicedStepsArePlainStepsOfTheCompactNetwork(string name)
    {
        ModelCase model = ModelCases.Of(name);
        for (long seed = 0; seed < 4; seed++)
        {
            using var scope = NewDisposeScope();
            using Network full = model.Create().Randomized(seed).InDoubles();
            var optimizer = new Sgd { LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.01 };
            LearningRateSchedule schedule = LearningRateSchedule.Cosine(warmup: 0.3);
            TrainingOptions frozen = Choices.Constant(0.6, new() { FreezeAfter = 0 }) with { Optimizer = optimizer, Schedule = schedule, Seed = seed };
            using TrainingCase training = model.BeginTraining(full, Steps, frozen);
            int[][] keep = training.Keep();

            using CompactNetwork plain = model.ToCompact(full, keep);
            plain.train();
            using optim.Optimizer sgd = optim.SGD(plain.parameters(), optimizer.LearningRate, optimizer.Momentum, weight_decay: optimizer.WeightDecay);
            for (int step = 0; step < Steps; step++)
            {
                using TrainingBatch batch = Batches.Training(model.Graph, seed: (10 * seed) + step, type: ScalarType.Float64);
                random.manual_seed(step);
                StepResult result = training.Step(batch);

                random.manual_seed(step);
                sgd.ParamGroups.Single().LearningRate = optimizer.LearningRate * schedule.Factor(step, Steps);
                sgd.zero_grad();
                Tensor logits = plain.forward(batch.Images);
                Tensor loss = functional.cross_entropy(logits, batch.Labels);
                loss.backward();
                sgd.step();

                Assert.Equal(loss.item<double>(), result.Loss, 1e-9);
                Assert.Equal(logits.argmax(1).eq(batch.Labels).sum().item<long>(), result.Correct);
            }

            Assert.Equal(keep, training.Keep());
            using CompactNetwork sliced = model.ToCompact(full, keep);
            Dictionary<string, Tensor> expected = NetworkTensors.ByName(plain);
            foreach ((string key, Tensor tensor) in NetworkTensors.ByName(sliced))
            {
                TensorAssert.Close(expected[key].detach(), tensor.detach(), $"{key} of {name}, seed {seed}");
            }
        }
    }
}
