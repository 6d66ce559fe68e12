using System.Diagnostics;

namespace CompactCnn;

/// <summary>Tells of a whole run what its phases tell of themselves.</summary>
/// <param name="plan">What the run is going to compute.</param>
/// <param name="told">Who is told.</param>
internal sealed class RunProgress(CompactTrainingPlan plan, IProgress<CompactTrainingProgress> told)
{
    /// <summary>How much of what was measured before counts after each further step.</summary>
    private const double Memory = 0.98;

    private readonly Stopwatch _clock = new();
    private double _seconds;
    private double _work;

    /// <summary>What a phase that begins now reports to.</summary>
    public IProgress<TrainingProgress> Of(RecipePhase phase)
    {
        _clock.Restart();
        return new PhaseProgress(this, phase);
    }

    private sealed class PhaseProgress(RunProgress run, RecipePhase phase) : IProgress<TrainingProgress>
    {
        private long? _last;

        public void Report(TrainingProgress value)
        {
            double work = run.Work(phase, _last ?? value.Step - 1, value.Step);
            // The first step of a phase makes what all others need.
            TimeSpan remaining = run.Measure(work, isFirst: _last is null, run.WorkLeft(phase, value.Step));
            _last = value.Step;
            run.Tell(new CompactTrainingProgress(value)
            {
                Phase = phase,
                RunStep = run.StepsBefore(phase) + value.Step,
                RunSteps = run.Steps,
                RunRemaining = remaining,
            });
        }
    }

    private long Steps => plan.Steps;

    private long StepsBefore(RecipePhase phase) => plan.StepsBefore(phase);

    private double Work(RecipePhase phase, long from, long to) => plan.Work(phase, from, to);

    private double WorkLeft(RecipePhase phase, long step) => plan.WorkLeft(phase, step);

    private void Tell(CompactTrainingProgress progress) => told.Report(progress);

    private TimeSpan Measure(double work, bool isFirst, double left)
    {
        double seconds = _clock.Elapsed.TotalSeconds;
        _clock.Restart();
        if (isFirst)
        {
            return TimeSpan.FromSeconds(_work > 0 ? _seconds / _work * left : seconds / work * left);
        }

        _seconds = (Memory * _seconds) + seconds;
        _work = (Memory * _work) + work;
        return TimeSpan.FromSeconds(_seconds / _work * left);
    }
}
