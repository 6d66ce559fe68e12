using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn.Runtime.Tests;

/// <summary>With all channels active, a run is the run that a user of TorchSharp would write by hand with its optimizers.</summary>
public class DenseRunTests
{
    private const int Steps = 8;
    private const double LearningRate = 0.02;

    private static readonly (string Name, OptimizerOptions Ours, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> Theirs)[] Optimizers =
    [
        ("SGD", new Sgd { LearningRate = LearningRate, Momentum = 0, WeightDecay = 0 }, parameters => optim.SGD(parameters, LearningRate)),
        ("momentum", new Sgd { LearningRate = LearningRate, WeightDecay = 0.01 }, parameters => optim.SGD(parameters, LearningRate, 0.9, weight_decay: 0.01)),
        ("Nesterov", new Sgd { LearningRate = LearningRate, Nesterov = true }, parameters => optim.SGD(parameters, LearningRate, 0.9, weight_decay: 5e-4, nesterov: true)),
        ("AdamW", new AdamW { LearningRate = LearningRate, WeightDecay = 0.1 }, parameters => optim.AdamW(parameters, LearningRate, weight_decay: 0.1)),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string model in new[] { "SmallVggTwin", "ResNet20Twin" })
            {
                foreach ((string name, _, _) in Optimizers)
                {
                    data.Add(model, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AsByHand(string modelName, string optimizerName)
    {
        ModelCase model = ModelCases.Of(modelName);
        (_, OptimizerOptions ours, var theirs) = Optimizers.Single(optimizer => optimizer.Name == optimizerName);
        using var scope = NewDisposeScope();
        using Network full = model.Create(seed: 1).InDoubles();
        using CompactNetwork byHand = model.ToCompact(full, model.Graph.KeepAll());
        byHand.train();
        using optim.Optimizer optimizer = theirs(byHand.parameters());
        TrainingOptions everything = Choices.Constant(1, new() { ReselectEvery = 1, FreezeAfter = 1 }) with { Optimizer = ours, Schedule = LearningRateSchedule.Constant };
        using TrainingCase training = model.BeginTraining(full, Steps, everything);
        for (int step = 0; step < Steps; step++)
        {
            using TrainingBatch batch = Batches.Training(model.Graph, seed: step, type: ScalarType.Float64);
            training.Step(batch);
            optimizer.zero_grad();
            functional.cross_entropy(byHand.forward(batch.Images), batch.Labels).backward();
            optimizer.step();
        }

        Dictionary<string, Tensor> trained = NetworkTensors.ByName(full);
        foreach ((string key, Tensor expected) in NetworkTensors.ByName(byHand))
        {
            TensorAssert.Close(expected.detach(), trained[key].detach(), $"{key} after {Steps} steps of {optimizerName}", tolerance: 1e-7);
        }
    }
}
