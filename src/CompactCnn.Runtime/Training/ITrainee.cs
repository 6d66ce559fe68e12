using TorchSharp;

namespace CompactCnn;

/// <summary>What a <see cref="TrainingLoop"/> trains, step by step.</summary>
internal interface ITrainee : IStateful
{
    /// <summary>Active channels of each group, for progress.</summary>
    IReadOnlyList<int> ActiveChannels { get; }

    /// <summary>One training step.</summary>
    StepResult Step(TrainingBatch batch, LossFunction loss);

    /// <summary>The channels to keep by what was learned so far; empty where all are kept.</summary>
    int[][] Keep();

    /// <summary>Hands over the network that training would end with now, to be measured; the norm statistics in it may change.</summary>
    T WithFinalNetwork<T>(Func<CompactNetwork, T> measure);

    /// <summary>Visits every parameter and running statistic that is trained; the next step follows what is written into them. Views are made in the caller's dispose scope.</summary>
    void EachTensor(Action<string, torch.Tensor> visit);
}
