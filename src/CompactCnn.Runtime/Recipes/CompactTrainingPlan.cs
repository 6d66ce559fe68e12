namespace CompactCnn;

/// <summary>
/// What the steps of a run are going to compute, phase by phase, and with it how long they take: steps of a wide network
/// cost more than those of the narrow one that it becomes.
/// </summary>
internal sealed class CompactTrainingPlan
{
    /// <summary>Points at which a shrinking network is looked at.</summary>
    private const int Points = 50;

    /// <summary>In the order in which they are run.</summary>
    private readonly List<(RecipePhase Phase, long Steps, double[] Work)> _phases = [];

    /// <summary>Plans a run.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="costOf">What the network of these widths costs.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public CompactTrainingPlan(ModelGraph graph, Func<IReadOnlyList<int>, CostTable> costOf, CompactTrainingOptions options, long stepsPerEpoch)
    {
        CostTable full = costOf(graph.FullWidths);
        TrainingOptions sliced = options.ForTraining();
        double target = options.Target.FractionOf(graph);
        double answer = options.TeacherEpochs == 0 ? 0 : full.Macs;
        Add(RecipePhase.Teacher, options.TeacherEpochs, full.TrainingMacs);
        Add(RecipePhase.Training, options.SlicedEpochs, [.. Enumerable.Range(0, Points).Select(
            point => answer + Step(options.Shrinking.FractionAt(target, (point + 0.5) / Points, sliced.WarmupPart)))]);
        Add(RecipePhase.FineTuning, options.FineTuneEpochs, answer + Step(target));

        void Add(RecipePhase phase, int epochs, params double[] work) => _phases.Add((phase, epochs * stepsPerEpoch, work));

        // Parameters and MACs go with the square of the widths.
        double Step(double fraction) => costOf(Widths(graph, options.Target.Measure is BudgetMeasure.Parameters or BudgetMeasure.Macs ? Math.Sqrt(fraction) : fraction)).TrainingMacs;
    }

    /// <summary>Steps of all phases.</summary>
    public long Steps => _phases.Sum(phase => phase.Steps);

    /// <summary>Steps of the phases before one.</summary>
    public long StepsBefore(RecipePhase phase) => _phases.Where(other => other.Phase < phase).Sum(other => other.Steps);

    /// <summary>Multiply-accumulates, for one image of each step, between two steps of a phase.</summary>
    public double Work(RecipePhase phase, long from, long to)
    {
        (_, long steps, double[] work) = _phases.Single(planned => planned.Phase == phase);
        double sum = 0;
        for (int point = 0; point < work.Length; point++)
        {
            double begin = Math.Max(from, (double)steps * point / work.Length);
            double end = Math.Min(to, (double)steps * (point + 1) / work.Length);
            sum += Math.Max(0, end - begin) * work[point];
        }

        return sum;
    }

    /// <summary>Multiply-accumulates that are left after a step of a phase, to the end of the last.</summary>
    public double WorkLeft(RecipePhase phase, long step) =>
        Work(phase, step, long.MaxValue) + _phases.Where(other => other.Phase > phase).Sum(other => Work(other.Phase, 0, long.MaxValue));

    private static int[] Widths(ModelGraph graph, double fraction) => [.. graph.Groups.Select(group => CompactTarget.Channels(1).Width(group, fraction))];
}
