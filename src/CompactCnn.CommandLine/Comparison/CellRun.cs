using System.Diagnostics;

namespace CompactCnn.CommandLine;

/// <summary>Does the work of a cell, whatever its method.</summary>
/// <param name="declared">The model.</param>
internal sealed class CellRun<TModel, TCompact>(DeclaredModel<TModel, TCompact> declared)
    where TModel : GatedModel<TCompact>, IGatedModel<TModel>
    where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
{
    /// <summary>Does it.</summary>
    public CellOutcome Execute(CellWork work) => work.Cell.Method switch
    {
        DenseMethod => TrainDense(work),
        SlicedMethod method => TrainSliced(work, method),
        DistilledMethod => Distill(work),
        OtherChannelsMethod => FineTuneOthers(work),
        ScratchMethod method => TrainFromScratch(work, method),
        PruningMethod method => Prune(work, method),
        _ => throw new InvalidOperationException($"no work is known for the method '{work.Cell.Method.Name}'"),
    };

    private CellOutcome TrainDense(CellWork work)
    {
        CellOutcome outcome = Fit(work, TCompact.Graph.FullWidths, work.Settings.Dense(), "dense");
        // Pruning goes on from the full model.
        using TModel model = declared.Create(work.Device, work.Settings.Recipe.Seed, declared.ClassesFor(work.Data.Data));
        model.CopyFrom((TCompact)outcome.Network);
        model.Save(work.Store.NetworkPath(work.Cell));
        return outcome;
    }

    private static void Restore(TModel model, CellWork work) => model.Load(work.Store.NetworkPath(work.Cell.After!));

    private CellOutcome TrainSliced(CellWork work, SlicedMethod method)
    {
        using TModel model = declared.Create(work.Device, work.Settings.Recipe.Seed, declared.ClassesFor(work.Data.Data));
        CompactTrainingOptions recipe = method.Recipe(work.Settings, Cost(declared.CostOf(work.Cell.Active), work));
        var activity = new ChannelActivity(model.Gates);
        CompactTrainingResult<TCompact> result = work.Progress.ShowRun(progress => model.TrainCompact(work.Data.Train, recipe, activity.Watch(progress), cancellation: work.Cancellation));
        return Guard(result.Network, () =>
        {
            model.Save(work.Store.NetworkPath(work.Cell));
            // What the recipe sliced, and how it was before the statistics were recomputed.
            using TCompact sliced = declared.ToCompact(model, result.Keep);
            RecalibrationResult recalibration = Probe(work, sliced, () =>
                sliced.Recalibrate(work.Data.Train, recipe.RecalibrationBatches, recipe.BatchSize, recipe.Seed, work.Cancellation));
            return new CellOutcome(result.Network, [.. result.Phases.Select(phase => PhaseResult.Of(PhaseName.Of(phase.Phase), phase.Result))])
            {
                Keep = result.Keep,
                Recalibration = recalibration,
                Activity = activity.Result(),
            };
        });
    }

    private CellOutcome Distill(CellWork work)
    {
        CompactTrainingOptions recipe = work.Settings.Recipe;
        using TCompact wide = declared.CreateCompact(TCompact.Graph.FullWidths, work.Device, recipe.Seed, declared.ClassesFor(work.Data.Data));
        FitResult teaching = Fit(work, wide, recipe.ForFixedWidths(recipe.TeacherEpochs), PhaseName.Of(RecipePhase.Teacher));
        using var teacher = new Teacher(wide, recipe.MemoryLayout, recipe.Precision);
        FineTuneOptions options = recipe.ForFixedWidths(recipe.Epochs - recipe.TeacherEpochs + recipe.FineTuneEpochs) with { Teacher = teacher };
        CellOutcome outcome = Fit(work, work.Settings.Widths(TCompact.Graph), options, "training from scratch");
        return outcome with { Phases = [PhaseResult.Of(PhaseName.Of(RecipePhase.Teacher), teaching), .. outcome.Phases] };
    }

    /// <summary>What a network costs that has the classes of the data.</summary>
    private CostTable Cost(CostTable cost, CellWork work) => declared.CostFor(cost, declared.ClassesFor(work.Data.Data));

    private CellOutcome FineTuneOthers(CellWork work)
    {
        using TModel model = declared.Create(work.Device, work.Settings.Recipe.Seed, declared.ClassesFor(work.Data.Data));
        Restore(model, work);
        int[][] keep = RandomKeepList.Of(TCompact.Graph, work.Before.Widths, work.Settings.Recipe.Seed);
        return FineTune(work, declared.ToCompact(model, keep), keep, [.. work.Before.Phases.TakeWhile(phase => phase.Name != PhaseName.Of(RecipePhase.Recalibration))], work.Settings.Recipe.ForFineTuning());
    }

    private CellOutcome TrainFromScratch(CellWork work, ScratchMethod method)
    {
        IReadOnlyList<int> widths = method.SameWidths ? work.Before.Widths : work.Settings.Widths(TCompact.Graph);
        FineTuneOptions options = method.Length == ScratchLength.Epochs ? work.Settings.Dense() : work.Settings.Recipe.ForFixedWidths(Epochs(work, method, widths));
        return Fit(work, widths, options, "training from scratch");
    }

    /// <summary>As many whole epochs as the method's compute or time allows, and one more where it is not used up: a control must not lose for want of it.</summary>
    private int Epochs(CellWork work, ScratchMethod method, IReadOnlyList<int> widths)
    {
        int batch = work.Settings.Recipe.BatchSize;
        double epochs = method.Length == ScratchLength.Seconds
            ? work.Before.Seconds / work.Before.SecondsOfCompactEpoch
            : (double)work.Before.TrainingMacs / (batch * Cost(TCompact.CostOf(widths), work).TrainingMacs * (work.Data.Train.Count / batch));
        return (int)Math.Max(1, Math.Ceiling(epochs));
    }

    private CellOutcome Prune(CellWork work, PruningMethod method)
    {
        using TModel model = declared.Create(work.Device, work.Settings.Recipe.Seed, declared.ClassesFor(work.Data.Data));
        Restore(model, work);
        var options = new RankOptions { Target = work.Settings.Recipe.Target, BatchSize = work.Settings.Recipe.BatchSize, Seed = work.Settings.Recipe.Seed };
        RankResult ranking = method.BySaliency ? model.Rank(work.Data.Train, options, work.Cancellation) : model.RankByMagnitude(options);
        PhaseResult[] phases = [.. work.Before.Phases, new PhaseResult("ranking", ranking.TrainingMacs, ranking.Duration.TotalSeconds, [])];
        return FineTune(work, declared.ToCompact(model, ranking.Keep), ranking.Keep, phases, AfterPruning(work.Settings.Recipe));
    }

    /// <summary>A schedule of its own, from the learning rate that is given for it or a fifth of the training's.</summary>
    private static FineTuneOptions AfterPruning(CompactTrainingOptions recipe) => recipe.ForFixedWidths(recipe.FineTuneEpochs) with
    {
        Optimizer = recipe.Optimizer with { LearningRate = recipe.FineTuneLearningRate ?? (recipe.Optimizer.LearningRate / 5) },
        Schedule = LearningRateSchedule.Cosine(),
    };

    /// <summary>Trains a network of fixed widths from its initial values.</summary>
    private CellOutcome Fit(CellWork work, IReadOnlyList<int> widths, FineTuneOptions options, string title)
    {
        TCompact network = declared.CreateCompact(widths, work.Device, work.Settings.Recipe.Seed, declared.ClassesFor(work.Data.Data));
        return Guard(network, () => new CellOutcome(network, [PhaseResult.Of(title, Fit(work, network, options, title))]));
    }

    private static FitResult Fit(CellWork work, TCompact network, FineTuneOptions options, string title) =>
        work.Progress.Show(title, progress => network.FineTune(work.Data.Train, options, progress, cancellation: work.Cancellation));

    /// <summary>Recalibrates and fine-tunes a sliced network, which goes to the outcome.</summary>
    private static CellOutcome FineTune(CellWork work, TCompact network, int[][] keep, IReadOnlyList<PhaseResult> before, FineTuneOptions options) => Guard(network, () =>
    {
        var clock = new Stopwatch();
        RecalibrationResult recalibration = Probe(work, network, () =>
        {
            clock.Start();
            network.Recalibrate(work.Data.Train, options.RecalibrationBatches, options.BatchSize, options.Seed, work.Cancellation);
            clock.Stop();
        });
        long macs = network.CostTable.Macs * options.BatchSize * Math.Min(options.RecalibrationBatches, work.Data.Train.Count / options.BatchSize);
        var phases = new List<PhaseResult>(before) { new(PhaseName.Of(RecipePhase.Recalibration), macs, clock.Elapsed.TotalSeconds, []) };
        if (options.Epochs > 0)
            phases.Add(PhaseResult.Of(PhaseName.Of(RecipePhase.FineTuning), Fit(work, network, options, PhaseName.Of(RecipePhase.FineTuning))));

        return new CellOutcome(network, phases) { Keep = keep, Recalibration = recalibration };
    });

    /// <summary>How a network does on a part of the training images, before and after its statistics are recomputed.</summary>
    private static RecalibrationResult Probe(CellWork work, TCompact network, Action recalibrate)
    {
        double before = network.Evaluate(work.Data.Probe, work.Cancellation).Accuracy;
        recalibrate();
        return new RecalibrationResult(before, network.Evaluate(work.Data.Probe, work.Cancellation).Accuracy);
    }

    private static CellOutcome Guard(TCompact network, Func<CellOutcome> work)
    {
        try
        {
            return work();
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
