namespace CompactCnn.CommandLine.Tests;

/// <summary>
/// What a target promises, over random saliencies on every model of the zoo; costs are those of the generated
/// <c>CostOf</c>, which the targets do not ask.
/// </summary>
public class BudgetTests
{
    private const int CasesOfAModel = 24;

    private static readonly BudgetMeasure[] Competitive = [BudgetMeasure.Channels, BudgetMeasure.Parameters, BudgetMeasure.Macs];

    public static TheoryData<string> Models => [.. Zoo.Catalog.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void AreNeverExceededAndSpentUntilNoFurtherStepFits(string name)
    {
        foreach (Case test in Cases(name))
        {
            Assert.True(test.Cost(test.Widths) <= test.Limit, $"{test} exceeds {test.Limit} with {test.Cost(test.Widths)}");
            for (int g = 0; g < test.Widths.Length; g++)
            {
                if (test.NextWidth(g) is { } next)
                {
                    int[] wider = [.. test.Widths];
                    wider[g] = next;
                    Assert.True(test.Cost(wider) > test.Limit, $"{test} leaves room for {next} channels in group {g}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void KeepMinimumAndRounding(string name)
    {
        foreach (Case test in Cases(name))
        {
            for (int g = 0; g < test.Widths.Length; g++)
            {
                int width = test.Widths[g];
                int minimum = test.Minimum(g);
                Assert.True(width >= minimum, $"{test}: group {g} has {width}, at least {minimum} are due");
                Assert.True(width == minimum || width == test.Graph.Groups[g].Count || width % test.Unit(g) == 0, $"{test}: group {g} has {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ChooseTheMostSalientOfEachGroup(string name)
    {
        foreach (Case test in Cases(name))
        {
            for (int g = 0; g < test.Keep.Length; g++)
            {
                int arms = test.Saliencies[g].Length;
                int[] chosen = [.. Enumerable.Range(0, arms).OrderByDescending(arm => test.Saliencies[g][arm]).Take(test.Widths[g] / test.ChannelsOfArm(g))];
                Assert.Equal(Enumerable.Range(0, test.Graph.Groups[g].Count).Where(channel => chosen.Contains(channel % arms)), test.Keep[g]);
            }
        }
    }

    private static IEnumerable<Case> Cases(string name)
    {
        DeclaredModel model = Zoo.Catalog.Find(name)!;
        for (int i = 0; i < CasesOfAModel; i++)
        {
            yield return new Case(model, Competitive[i % Competitive.Length], seed: i);
        }
    }

    /// <summary>A random target over random saliencies, whose sizes differ from group to group.</summary>
    private sealed class Case
    {
        private readonly DeclaredModel _model;
        private readonly int _seed;

        public Case(DeclaredModel model, BudgetMeasure measure, int seed)
        {
            _model = model;
            _seed = seed;
            var random = new Random(seed);
            double fraction = 0.25 + (0.7 * random.NextDouble());
            CompactTarget target = measure switch
            {
                BudgetMeasure.Channels => CompactTarget.TotalChannels(fraction),
                BudgetMeasure.Parameters => CompactTarget.FractionOfParameters(fraction),
                _ => CompactTarget.Macs((long)(fraction * model.Cost.Macs)),
            };
            Target = target with
            {
                MinimumWidth = random.Next(1, 4),
                MinimumFraction = 0.15 * random.NextDouble(),
                MultipleOf = new[] { 1, 8, 16 }[random.Next(3)],
                CostExponent = new[] { 0, 0.5, 1 }[random.Next(3)],
                Scope = (BudgetScope)random.Next(4),
                Objective = (BudgetObjective)random.Next(2),
            };
            Limit = measure switch
            {
                BudgetMeasure.Channels => (long)(fraction * Graph.Groups.Sum(group => group.Count)),
                BudgetMeasure.Parameters => (long)(fraction * model.Cost.Parameters),
                _ => (long)(fraction * model.Cost.Macs),
            };
            Saliencies = [.. Graph.Groups.Select(group =>
            {
                double scale = Math.Exp(3 * random.NextDouble());
                return Enumerable.Range(0, group.Arms).Select(_ => scale * random.NextDouble()).ToArray();
            })];
            Keep = Target.Choose(Graph, Saliencies, seed: seed);
            Widths = KeepList.Widths(Keep);
            KeepList.Check(Graph, Keep, "keep");
        }

        public ModelGraph Graph => _model.Graph;

        public CompactTarget Target { get; }

        public long Limit { get; }

        public double[][] Saliencies { get; }

        public int[][] Keep { get; }

        public int[] Widths { get; }

        public long Cost(int[] widths) => Target.Measure switch
        {
            BudgetMeasure.Channels => widths.Sum(width => (long)width),
            BudgetMeasure.Parameters => _model.CostOf(widths).Parameters,
            _ => _model.CostOf(widths).Macs,
        };

        /// <summary>Channels of grouped convolutions come and go together.</summary>
        public int ChannelsOfArm(int group) => Graph.Groups[group].Count / Graph.Groups[group].Arms;

        /// <summary>The smallest step of a width: the first multiple of what both ask for.</summary>
        public int Unit(int group) => Enumerable.Range(1, Target.MultipleOf).Select(times => times * ChannelsOfArm(group)).First(width => width % Target.MultipleOf == 0);

        public int Minimum(int group)
        {
            int least = Math.Max(Target.MinimumWidth, (int)Math.Ceiling(Target.MinimumFraction * Graph.Groups[group].Count));
            int arm = ChannelsOfArm(group);
            return Math.Min(Graph.Groups[group].Count, (least + arm - 1) / arm * arm);
        }

        public int? NextWidth(int group)
        {
            int count = Graph.Groups[group].Count;
            int unit = Unit(group);
            return Widths[group] == count ? null : Math.Min(count, ((Widths[group] / unit) + 1) * unit);
        }

        public override string ToString() => $"{_model.Name}, seed {_seed}: {Target}, widths {string.Join(" ", Widths)}";
    }
}
