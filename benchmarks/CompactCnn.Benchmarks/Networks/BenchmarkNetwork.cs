namespace CompactCnn.Benchmarks;

/// <summary>A generated network, its hand-written counterpart, and the goals that were set for it.</summary>
internal abstract class BenchmarkNetwork(string name)
{
    public string Name => name;

    /// <summary>Fractions at which a sliced step is compared with the hand-written network of the same widths.</summary>
    public required IReadOnlyList<double> SlicedFractions { get; init; }

    /// <summary>Sliced step over the hand-written step of the same widths.</summary>
    public required double SlicedGoal { get; init; }

    /// <summary>Sliced step at one half over the dense step; absent where none was set.</summary>
    public double? SavingGoal { get; init; }

    /// <summary>Fractions at which the fastest settings are compared with what is written by hand without them, and how many times faster they shall be.</summary>
    public IReadOnlyList<(double Fraction, double Goal)> FastestGoals { get; init; } = [];

    /// <summary>Peak memory of sliced training at one half over the dense one's; absent where none was set.</summary>
    public double? MemoryGoal { get; init; }

    /// <summary>Tensors that a step gathers and scatters, without the optimizer's state.</summary>
    public abstract int ParameterTensors { get; }

    /// <summary>The widths of every group where this fraction of its channels is active.</summary>
    public abstract int[] Widths(double fraction);

    /// <summary>The hand-written network of these widths.</summary>
    /// <exception cref="InvalidOperationException">It is another network: it has other parameters.</exception>
    public abstract HandWrittenNetwork HandWritten(double fraction);

    /// <summary>Begins sliced training of a new model.</summary>
    public abstract SlicedStep Begin(TrainingOptions options, StepFormat format = default);

    /// <summary>What the library says beforehand of the memory of a step.</summary>
    public abstract MemoryEstimate MemoryEstimate(double fraction, int batchSize);

    /// <summary>Trains a new network of all channels as <c>FineTune</c> does it.</summary>
    public abstract FitResult TrainDense(TrainingData data, FineTuneOptions options);

    /// <summary>Trains a new model as <c>Train</c> does it, watched by something that may look at its gates, and that is disposed of.</summary>
    public abstract TrainingResult TrainWatched<TWatch>(TrainingData data, TrainingOptions options, Func<ModelGraph, IReadOnlyList<ChannelGate>, TWatch> watch)
        where TWatch : IProgress<TrainingProgress>, IDisposable;

    /// <summary>Trains a new model as <c>Train</c> does it.</summary>
    public abstract TrainingResult Train(TrainingData data, TrainingOptions options, IProgress<TrainingProgress> progress);
}

/// <summary>A sliced step, whatever the network.</summary>
internal abstract class SlicedStep : IDisposable
{
    public StepPhases? Phases { get; set; }

    /// <summary>Parameters of the network that the last step executed.</summary>
    public abstract long ActiveParameters { get; }

    public abstract StepResult Step(TrainingBatch batch);

    public abstract void Dispose();
}
