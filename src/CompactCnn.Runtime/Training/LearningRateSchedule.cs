namespace CompactCnn;

/// <summary>The learning rate over a run, as a factor of the optimizer's learning rate.</summary>
public abstract record LearningRateSchedule : IRecorded
{
    /// <summary>The same learning rate at every step.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>Half a cosine from 1 to 0, after a linear warm-up from 0 over a part of the steps.</summary>
    /// <param name="warmup">The part of the steps that warm up, 0 or more and below 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is out of its range.</exception>
    public static LearningRateSchedule Cosine(double warmup = 0)
    {
        if (!(warmup >= 0 && warmup < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(warmup), warmup, "the part of the steps that warm up must be 0 or more and below 1");
        }

        return new CosineSchedule(warmup);
    }

    /// <summary>
    /// One cycle (Smith and Topin, 2018, in PyTorch's cosine form): from 1/25 up to 1 over a part of the steps, then down to
    /// 1/250,000.
    /// </summary>
    /// <param name="rise">The part of the steps that rise, above 0 and below 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is out of its range.</exception>
    public static LearningRateSchedule OneCycle(double rise = 0.3)
    {
        if (!(rise > 0 && rise < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rise), rise, "the part of the steps that rise must be above 0 and below 1");
        }

        return new OneCycleSchedule(rise);
    }

    /// <summary>Multiplied by a factor at each of some points of the run.</summary>
    /// <param name="factor">The factor, above 0.</param>
    /// <param name="milestones">The points, as parts of the steps, ascending, each 0 to 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule MultiStep(double factor, params double[] milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        for (int i = 0; i < milestones.Length; i++)
        {
            if (!(milestones[i] >= (i == 0 ? 0 : milestones[i - 1]) && milestones[i] <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(milestones), milestones[i], "milestones must ascend from 0 to 1");
            }
        }

        return new MultiStepSchedule(factor, [.. milestones]);
    }

    /// <summary>
    /// A part of this schedule, for a run that is one of several which follow one another: <c>Cosine().Between(0, 0.5)</c>,
    /// then <c>Cosine().Between(0.5, 1)</c>, each over half of the steps, is <c>Cosine()</c>.
    /// </summary>
    /// <param name="from">Where the run begins, as a part of the whole, 0 or more.</param>
    /// <param name="to">Where it ends, above <paramref name="from"/> and at most 1.</param>
    /// <returns>The schedule; this one where the run is the whole.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The parts do not ascend from 0 to 1.</exception>
    public LearningRateSchedule Between(double from, double to)
    {
        if (!(from >= 0 && from <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, "the part at which the run begins must be 0 to 1");
        }

        if (!(to > from && to <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, FormattableString.Invariant($"the part at which the run ends must be above {from} and at most 1"));
        }

        return from == 0 && to == 1 ? this : new PartOfSchedule(this, from, to);
    }

    /// <summary>The factor of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps of the run.</param>
    /// <returns>What the learning rate of the optimizer is multiplied by, 0 or more.</returns>
    public abstract double Factor(long step, long steps);

    private sealed record ConstantSchedule : LearningRateSchedule
    {
        public override double Factor(long step, long steps) => 1;
    }

    private sealed record CosineSchedule(double Warmup) : LearningRateSchedule
    {
        public override double Factor(long step, long steps)
        {
            double warmupSteps = Warmup * steps;
            if (step < warmupSteps)
            {
                return (step + 1) / (warmupSteps + 1);
            }

            return 0.5 * (1 + Math.Cos(Math.PI * (step - warmupSteps) / (steps - warmupSteps)));
        }
    }

    private sealed record OneCycleSchedule(double Rise) : LearningRateSchedule
    {
        private const double Start = 1.0 / 25;
        private const double End = Start / 10_000;

        public override double Factor(long step, long steps)
        {
            double peak = Rise * steps;
            return step < peak ? Between(Start, 1, step / peak) : Between(1, End, (step - peak) / Math.Max(1, steps - 1 - peak));
        }

        private static double Between(double from, double to, double progress) =>
            to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1))));
    }

    private sealed record PartOfSchedule(LearningRateSchedule Whole, double From, double To) : LearningRateSchedule
    {
        public override double Factor(long step, long steps)
        {
            double whole = steps / (To - From);
            return Whole.Factor((long)Math.Round((From * whole) + step), (long)Math.Round(whole));
        }
    }

    private sealed record MultiStepSchedule(double Decay, double[] Milestones) : LearningRateSchedule
    {
        public override double Factor(long step, long steps) =>
            Math.Pow(Decay, Milestones.Count(milestone => step >= milestone * steps));
    }
}
