namespace CompactCnn.CommandLine;

/// <summary>How long the cells of a grid will take, from the time of a few steps at each width.</summary>
internal sealed class ComparisonPlan
{
    /// <summary>Points at which a shrinking budget is looked at.</summary>
    private const int Points = 50;

    private readonly DeclaredModel _model;
    private readonly Func<Cell, RunSettings> _settings;
    private readonly long _stepsPerEpoch;
    private readonly SortedList<double, PlannedCost> _steps = [];

    /// <summary>Times the steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fractions">The fractions of the grid.</param>
    /// <param name="images">Training images.</param>
    /// <param name="settings">The settings of a cell.</param>
    public ComparisonPlan(DeclaredModel model, IEnumerable<double> fractions, int images, Func<Cell, RunSettings> settings)
    {
        _model = model;
        _settings = settings;
        CompactTrainingOptions shared = settings(Cell.Of(ComparisonMethods.Named(ComparisonMethods.Dense), 1, 0)).Recipe;
        _stepsPerEpoch = images / shared.BatchSize;
        foreach (double fraction in fractions.Append(1).Distinct())
            _steps.Add(fraction, new PlannedCost((double)shared.BatchSize * model.CostOf(fraction).TrainingMacs, model.Do(new StepTiming(fraction, shared))));
    }

    /// <summary>What a cell is expected to cost.</summary>
    public PlannedCost Of(Cell cell)
    {
        RunSettings settings = _settings(cell);
        CompactTrainingOptions recipe = settings.Recipe;
        PlannedCost fineTuning = recipe.FineTuneEpochs * Epoch(settings.Active);
        // A teacher's answer is a third of a step of the full network.
        PlannedCost teaching = recipe.TeacherEpochs == 0 ? default : (recipe.TeacherEpochs + (((recipe.Epochs - recipe.TeacherEpochs) + recipe.FineTuneEpochs) / 3.0)) * Epoch(1);
        return cell.Method switch
        {
            DenseMethod => (recipe.Epochs + recipe.FineTuneEpochs) * Epoch(1),
            SlicedMethod method => teaching + ((recipe.Epochs - recipe.TeacherEpochs) * Epoch(method.Recipe(settings, _model.CostOf(cell.Active)))) + fineTuning,
            DistilledMethod => teaching + (((recipe.Epochs - recipe.TeacherEpochs) + recipe.FineTuneEpochs) * Epoch(settings.Active)),
            ScratchMethod { Length: ScratchLength.Epochs } => (recipe.Epochs + recipe.FineTuneEpochs) * Epoch(settings.Active),
            ScratchMethod { Length: ScratchLength.Seconds } => Math.Ceiling(Of(cell.After!).Seconds / Epoch(settings.Active).Seconds) * Epoch(settings.Active),
            ScratchMethod => Math.Ceiling(Of(cell.After!).TrainingMacs / Epoch(settings.Active).TrainingMacs) * Epoch(settings.Active),
            _ => fineTuning,
        };
    }

    private PlannedCost Epoch(double fraction) => _stepsPerEpoch * Step(fraction);

    private PlannedCost Epoch(CompactTrainingOptions recipe)
    {
        double target = recipe.Target.FractionOf(_model.Graph);
        double warmup = recipe.WarmupEpochs / Math.Max(1.0, recipe.Epochs - recipe.TeacherEpochs);
        PlannedCost sum = default;
        for (int point = 0; point < Points; point++)
        {
            double fraction = recipe.Shrinking.FractionAt(target, (point + 0.5) / Points, warmup);
            // Work goes with the square of the widths.
            sum += Step(recipe.Target.Measure is BudgetMeasure.Parameters or BudgetMeasure.Macs ? Math.Sqrt(fraction) : fraction);
        }

        return (double)_stepsPerEpoch / Points * sum;
    }

    /// <summary>Between two timed widths the time of a step goes with its multiply-accumulates.</summary>
    private PlannedCost Step(double fraction)
    {
        double macs = _steps.Values[^1].TrainingMacs * _model.CostOf(fraction).TrainingMacs / _model.CostOf(1).TrainingMacs;
        int above = 0;
        while (above < _steps.Count - 1 && _steps.Keys[above] < fraction)
            above++;

        PlannedCost high = _steps.Values[above];
        PlannedCost low = above == 0 ? default : _steps.Values[above - 1];
        double part = high.TrainingMacs > low.TrainingMacs ? (macs - low.TrainingMacs) / (high.TrainingMacs - low.TrainingMacs) : 1;
        return new PlannedCost(macs, low.Seconds + (part * (high.Seconds - low.Seconds)));
    }
}
