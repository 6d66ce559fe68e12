namespace CompactCnn;

/// <summary>
/// Widths that the scores decide: every group begins with its minimum, and the arm (or rounding step of arms) of the
/// highest score for its marginal cost is added next, until nothing fits any more. A marginal cost grows with the widths
/// that it meets and never falls, so that what did not fit once needs no second look.
/// </summary>
internal sealed class CompetitiveAllocation : WidthAllocation
{
    private readonly CostPolynomial _cost;
    private readonly long _full;
    private readonly int[] _scopes;

    public CompetitiveAllocation(ModelGraph graph, CompactTarget target, MemoryTerms terms)
        : base(graph, target, terms)
    {
        (_cost, string unit) = target.Measure switch
        {
            BudgetMeasure.Channels => (CostPolynomial.Channels(graph), "channels"),
            BudgetMeasure.Parameters => (CostPolynomial.Parameters(graph), "parameters"),
            BudgetMeasure.Macs => (CostPolynomial.Macs(graph), "multiply-accumulates"),
            _ => throw new ArgumentOutOfRangeException(nameof(target), target.Measure, "no groups compete for this measure"),
        };
        _full = _cost.Full();
        _scopes = BudgetScopes.Of(graph, target.Scope);
        Require(_cost, CompactTarget.Allowed(TargetFraction, _full), unit);
    }

    protected override int[] Allocate(double fraction, IReadOnlyList<double[]> scores, ReadOnlySpan<int> current, SeededRandom ties)
    {
        CostLimit budget = new(_cost, CompactTarget.Allowed(fraction, _full));
        CostLimit[] limits = Memory is null ? [budget] : [budget, Memory];
        int[] highest = [.. Graph.Groups.Select(group => group.Arms)];
        if (Target.MaximumChange >= 1)
        {
            return new WidthGrowth(this, scores, limits, Minimum, ties).Grow(highest);
        }

        var growth = new WidthGrowth(this, scores, limits, Lowest(current, limits), ties);
        growth.Grow(Highest(current));
        return growth.Grow(highest);
    }

    /// <summary>The least widths that damping leaves: those that are within reach, or as near to them as the limits allow.</summary>
    private int[] Lowest(ReadOnlySpan<int> current, CostLimit[] limits)
    {
        int[] reach = new int[current.Length];
        for (int g = 0; g < reach.Length; g++)
        {
            reach[g] = Floor(g, current[g] - Reach(g));
        }

        if (limits.All(limit => limit.Allows(reach)))
        {
            return reach;
        }

        const int Halvings = 20;
        int[] fitting = Minimum;
        double fits = 0;
        double exceeds = 1;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (fits + exceeds) / 2;
            int[] widths = [.. reach.Select((arms, g) => Floor(g, (int)(arms * middle)))];
            if (limits.All(limit => limit.Allows(widths)))
            {
                (fits, fitting) = (middle, widths);
            }
            else
            {
                exceeds = middle;
            }
        }

        return [.. fitting];
    }

    private int[] Highest(ReadOnlySpan<int> current)
    {
        int[] highest = new int[current.Length];
        for (int g = 0; g < highest.Length; g++)
        {
            highest[g] = Math.Min(current[g] + Reach(g), Graph.Groups[g].Arms);
        }

        return highest;
    }

    private int Reach(int group) => Math.Max(Step[group], (int)(Target.MaximumChange * Graph.Groups[group].Arms));

    /// <summary>The nearest width that the rounding allows, not above the one given but for the minimum.</summary>
    private int Floor(int group, int arms) =>
        arms >= Graph.Groups[group].Arms ? Graph.Groups[group].Arms : Math.Max(arms / Step[group] * Step[group], Minimum[group]);

    /// <summary>One allocation on its way from the least widths upwards.</summary>
    private sealed class WidthGrowth
    {
        private readonly CompetitiveAllocation _rules;
        private readonly IReadOnlyList<double[]> _scores;
        private readonly CostPolynomial.Running[] _costs;
        private readonly CostLimit[] _limits;
        private readonly SeededRandom _ties;
        private readonly int[] _arms;
        private readonly bool[] _full;
        private readonly double[] _active;
        private readonly double[] _all;
        private readonly ScopeFill[] _scopes;

        public WidthGrowth(CompetitiveAllocation rules, IReadOnlyList<double[]> scores, CostLimit[] limits, int[] lowest, SeededRandom ties)
        {
            _rules = rules;
            _scores = scores;
            _limits = limits;
            _ties = ties;
            _arms = [.. lowest];
            _full = new bool[_arms.Length];
            _active = [.. _arms.Select((arms, g) => Sum(scores[g].AsSpan(0, arms)))];
            _all = [.. scores.Select(group => Sum(group))];
            _costs = [.. limits.Select(limit => limit.Cost.Follow(_arms))];
            _scopes = [.. Enumerable.Range(0, rules._scopes.DefaultIfEmpty(-1).Max() + 1).Select(_ => new ScopeFill())];
            for (int g = 0; g < _arms.Length; g++)
            {
                _scopes[rules._scopes[g]].Count(_arms[g], rules.Graph.Groups[g].Arms);
            }
        }

        /// <summary>Adds arms, the best first, up to these widths.</summary>
        /// <returns>The widths reached.</returns>
        public int[] Grow(int[] highest)
        {
            for (int g = 0; g < _arms.Length; g++)
            {
                Enter(g, highest);
            }

            while (LeastFilled() is { } scope)
            {
                scope.Candidates.TryDequeue(out int group, out Candidate then);
                int step = NextStep(group);
                if (!Fits(group, step))
                {
                    _full[group] = true;
                    continue;
                }

                Candidate now = then with { Value = Value(group, step) };
                if (scope.Candidates.TryPeek(out _, out Candidate next) && now.CompareTo(next) > 0)
                {
                    // What it costs has grown since it was valued: it takes its place again.
                    scope.Candidates.Enqueue(group, now);
                    continue;
                }

                foreach (CostPolynomial.Running cost in _costs)
                {
                    cost.Add(group, step);
                }

                _active[group] += Sum(_scores[group].AsSpan(_arms[group], step));
                _arms[group] += step;
                scope.Count(step, 0);
                Enter(group, highest);
            }

            return _arms;
        }

        private ScopeFill? LeastFilled() =>
            _scopes.Where(scope => scope.Candidates.Count > 0).MinBy(scope => scope.Fraction);

        private void Enter(int group, int[] highest)
        {
            int step = NextStep(group);
            if (!_full[group] && step > 0 && _arms[group] + step <= highest[group])
            {
                double fill = (double)_arms[group] / _rules.Graph.Groups[group].Arms;
                _scopes[_rules._scopes[group]].Candidates.Enqueue(group, new Candidate(Value(group, step), fill, _ties.Next()));
            }
        }

        /// <summary>Arms to the next multiple, or to the whole group.</summary>
        private int NextStep(int group)
        {
            int step = _rules.Step[group];
            return Math.Min(step - (_arms[group] % step), _rules.Graph.Groups[group].Arms - _arms[group]);
        }

        private bool Fits(int group, int step)
        {
            for (int i = 0; i < _costs.Length; i++)
            {
                if (_costs[i].Value + _costs[i].Increase(group, step) > _limits[i].Limit)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Gain for cost^a, by the means over the step's arms, so that steps of any size compare.</summary>
        private double Value(int group, int step)
        {
            double gain = Gain(group, Sum(_scores[group].AsSpan(_arms[group], step)));
            double exponent = _rules.Target.CostExponent;
            return exponent == 0 ? gain / step : gain / step / Math.Pow((double)_costs[0].Increase(group, step) / step, exponent);
        }

        /// <summary>What a step adds to the objective, or takes from the sum of the reciprocals of what is active of each group.</summary>
        private double Gain(int group, double sum) =>
            _rules.Target.Objective == BudgetObjective.Sum || sum == 0 || double.IsInfinity(sum) ? sum
            : double.IsInfinity(_all[group]) ? 0
            : (_all[group] / _active[group]) - (_all[group] / (_active[group] + sum));

        private static double Sum(ReadOnlySpan<double> scores)
        {
            double sum = 0;
            foreach (double score in scores)
            {
                sum += score;
            }

            return sum;
        }
    }

    /// <summary>The groups of one scope that may still grow, and how much of the scope is active.</summary>
    private sealed class ScopeFill
    {
        private int _active;
        private int _all;

        public PriorityQueue<int, Candidate> Candidates { get; } = new();

        public double Fraction => (double)_active / _all;

        public void Count(int active, int all)
        {
            _active += active;
            _all += all;
        }
    }

    /// <summary>What a step of a group is worth; the best comes first. Equals, as untried arms are, fill their groups evenly.</summary>
    private readonly record struct Candidate(double Value, double Fill, ulong Tie) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other) =>
            Value != other.Value ? other.Value.CompareTo(Value)
            : Fill != other.Fill ? Fill.CompareTo(other.Fill)
            : Tie.CompareTo(other.Tie);
    }
}
