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
        // Pruning goes on from the full model, whose state has the same names and, with all channels, the same shapes.
        using TModel model = declared.Create(work.Device, work.Settings.Seed, declared.ClassesFor(work.Data.Data));
        model.load_state_dict(outcome.Network.state_dict());
        model.Save(work.Store.NetworkPath(work.Cell));
        return outcome;
    }

    private static void Restore(TModel model, CellWork work) => model.Load(work.Store.NetworkPath(work.Cell.After!));

    private CellOutcome TrainSliced(CellWork work, SlicedMethod method)
    {
        using TModel model = declared.Create(work.Device, work.Settings.Seed, declared.ClassesFor(work.Data.Data));
        var phases = new List<PhaseResult>();
        using Teacher? teacher = work.Settings.TeacherEpochs == 0 ? null : Teach(work, model, phases);
        var activity = new ChannelActivity(model.Gates);
        // Recalibrated below, so that what it does can be seen.
        TrainingOptions options = work.Settings.Training() with { Teacher = teacher, Selection = method.Selection(work.Settings, Uniform(work)), RecalibrationBatches = 0 };
        TrainingResult training = work.Progress.Show(PhaseResult.Training, progress => model.Train(work.Data.Train, options, activity.Watch(progress), cancellation: work.Cancellation));
        phases.Add(PhaseResult.Of(PhaseResult.Training, training));
        model.Save(work.Store.NetworkPath(work.Cell));
        return FineTune(work, declared.ToCompact(model, training.Keep), training.Keep, phases, work.Settings.AfterTraining() with { Teacher = teacher }) with { Activity = activity.Result() };
    }

    private CellOutcome Distill(CellWork work)
    {
        var phases = new List<PhaseResult>();
        using TModel model = declared.Create(work.Device, work.Settings.Seed, declared.ClassesFor(work.Data.Data));
        using Teacher teacher = Teach(work, model, phases);
        FineTuneOptions options = work.Settings.FromScratch(work.Settings.SlicedEpochs + work.Settings.FineTuneEpochs) with { Teacher = teacher };
        CellOutcome outcome = Fit(work, work.Settings.Widths(TCompact.Graph), options, "training from scratch");
        return outcome with { Phases = [.. phases, .. outcome.Phases] };
    }

    private Teacher Teach(CellWork work, TModel model, List<PhaseResult> phases)
    {
        (Teacher teacher, FitResult fit) = TeacherRun.Execute(model, declared.ToCompact, work.Settings, (TCompact network) => work.Progress.Show(
            TeacherRun.Phase, progress => network.FineTune(work.Data.Train, work.Settings.Teaching(), progress, cancellation: work.Cancellation)));
        phases.Add(PhaseResult.Of(TeacherRun.Phase, fit));
        return teacher;
    }

    private UniformNetwork Uniform(CellWork work) => new(Cost(TCompact.CostOf(work.Settings.Widths(TCompact.Graph)), work), Cost(TCompact.Cost, work));

    /// <summary>What a network costs that has the classes of the data.</summary>
    private CostTable Cost(CostTable cost, CellWork work) => declared.CostFor(cost, declared.ClassesFor(work.Data.Data));

    private CellOutcome FineTuneOthers(CellWork work)
    {
        using TModel model = declared.Create(work.Device, work.Settings.Seed, declared.ClassesFor(work.Data.Data));
        Restore(model, work);
        int[][] keep = RandomKeepList.Of(TCompact.Graph, work.Before.Widths, work.Settings.Seed);
        return FineTune(work, declared.ToCompact(model, keep), keep, [.. work.Before.Phases.TakeWhile(phase => phase.Name != PhaseResult.Recalibration)], work.Settings.AfterTraining());
    }

    private CellOutcome TrainFromScratch(CellWork work, ScratchMethod method)
    {
        IReadOnlyList<int> widths = method.SameWidths ? work.Before.Widths : work.Settings.Widths(TCompact.Graph);
        FineTuneOptions options = method.Length == ScratchLength.Epochs ? work.Settings.Dense() : work.Settings.FromScratch(Epochs(work, method, widths));
        return Fit(work, widths, options, "training from scratch");
    }

    /// <summary>As many whole epochs as the method's compute or time allows, and one more where it is not used up: a control must not lose for want of it.</summary>
    private int Epochs(CellWork work, ScratchMethod method, IReadOnlyList<int> widths)
    {
        int batch = work.Settings.BatchSize;
        double epochs = method.Length == ScratchLength.Seconds
            ? work.Before.Seconds / work.Before.SecondsOfCompactEpoch
            : (double)work.Before.TrainingMacs / (batch * Cost(TCompact.CostOf(widths), work).TrainingMacs * (work.Data.Train.Count / batch));
        return (int)Math.Max(1, Math.Ceiling(epochs));
    }

    private CellOutcome Prune(CellWork work, PruningMethod method)
    {
        using TModel model = declared.Create(work.Device, work.Settings.Seed, declared.ClassesFor(work.Data.Data));
        Restore(model, work);
        var options = new RankOptions { Budget = ChannelBudget.PerLayer(work.Settings.Active), BatchSize = work.Settings.BatchSize, Seed = work.Settings.Seed };
        RankResult ranking = method.BySaliency ? model.Rank(work.Data.Train, options, work.Cancellation) : model.RankByMagnitude(options);
        PhaseResult[] phases = [.. work.Before.Phases, new PhaseResult("ranking", ranking.TrainingMacs, ranking.Duration.TotalSeconds, [])];
        return FineTune(work, declared.ToCompact(model, ranking.Keep), ranking.Keep, phases, work.Settings.FineTuning());
    }

    /// <summary>Trains a network of fixed widths from its initial values.</summary>
    private CellOutcome Fit(CellWork work, IReadOnlyList<int> widths, FineTuneOptions options, string title)
    {
        TCompact network = declared.CreateCompact(widths, work.Device, work.Settings.Seed, declared.ClassesFor(work.Data.Data));
        return Guard(network, () =>
        {
            FitResult fit = work.Progress.Show(title, progress => network.FineTune(work.Data.Train, options, progress, cancellation: work.Cancellation));
            return new CellOutcome(network, [PhaseResult.Of(title, fit)]);
        });
    }

    /// <summary>Recalibrates and fine-tunes a sliced network, which goes to the outcome.</summary>
    private static CellOutcome FineTune(CellWork work, TCompact network, int[][] keep, IReadOnlyList<PhaseResult> before, FineTuneOptions options) => Guard(network, () =>
    {
        double moving = network.Evaluate(work.Data.Probe, work.Cancellation).Accuracy;
        var clock = Stopwatch.StartNew();
        network.Recalibrate(work.Data.Train, options.RecalibrationBatches, options.BatchSize, options.Seed, work.Cancellation);
        long macs = network.CostTable.Macs * options.BatchSize * Math.Min(options.RecalibrationBatches, work.Data.Train.Count / options.BatchSize);
        var phases = new List<PhaseResult>(before) { new(PhaseResult.Recalibration, macs, clock.Elapsed.TotalSeconds, []) };
        double recomputed = network.Evaluate(work.Data.Probe, work.Cancellation).Accuracy;
        if (options.Epochs > 0)
        {
            FitResult fit = work.Progress.Show("fine-tuning", progress => network.FineTune(work.Data.Train, options, progress, cancellation: work.Cancellation));
            phases.Add(PhaseResult.Of("fine-tuning", fit));
        }

        return new CellOutcome(network, phases) { Keep = keep, Recalibration = new RecalibrationResult(moving, recomputed) };
    });

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
