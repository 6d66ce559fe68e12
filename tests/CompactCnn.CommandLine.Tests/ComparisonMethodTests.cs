namespace CompactCnn.CommandLine.Tests;

/// <summary>Methods by name: those of the list, controls of another method, and methods with settings of their own.</summary>
public sealed class ComparisonMethodTests
{
    private static readonly CostTable Quarter = Zoo.Catalog.Find("fashion-vgg")!.CostOf(0.25);

    private static readonly RunSettings Settings = RunSettings.Default with { Recipe = new CompactTrainingOptions { Target = CompactTarget.Channels(0.25) } };

    [Fact]
    public void EveryNameGivesTheSameMethodAgain() => Assert.All(
        [.. ComparisonMethods.Names, "cucb+exploration=0", "scratch-b@greedy", "random-after@cucb+shrink-over=0.2+freeze-after=0.3", "scratch-b+learning-rate=0.1@global-macs"],
        name =>
        {
            ComparisonMethod method = ComparisonMethods.Named(name);
            Assert.Equal(name, method.Name);
            Assert.Same(method, ComparisonMethods.Named(name));
            Assert.InRange(ComparisonMethods.Order(method), 0, ComparisonMethods.All.Count - 1);
        });

    [Fact]
    public void AVariationChangesWhatItNames()
    {
        Assert.Equal(100, Selection("cucb+reselect-every=100").ReselectEvery);
        Assert.Equal(new Cucb { ExplorationFactor = 0.3 }, Selection("cucb+exploration=0.3").Selector);
        Assert.Equal(new Greedy(), Selection("cucb+selector=greedy").Selector);
        Assert.Equal(new SlidingWindowUcb { Window = 50 }, Selection("cucb+window=50").Selector);
        Assert.Equal(SaliencyNormalization.RootMeanSquare, Selection("cucb+normalization=root-mean-square").Normalization);
        Assert.Equal(NormalizationScope.Network, Selection("cucb+normalize-over=network").NormalizeOver);
        Assert.Equal(SaliencyForm.PerSample, Selection("cucb+saliency=per-sample").Saliency);
        Assert.Equal((0.5, 0.2, 0.3), (Recipe("cucb+start=0.5").Shrinking.From, Recipe("cucb+shrink-over=0.2").Shrinking.Over, Selection("cucb+shrink-over=0.2+freeze-after=0.3").FreezeAfter));
        CompactTrainingOptions recipe = Recipe("global-macs+cost-exponent=0.5+scope=resolution+minimum-fraction=0.2+maximum-change=0.1+multiple-of=8+shrink-power=2");
        CompactTarget target = recipe.Target;
        Assert.Equal((0.5, BudgetScope.Resolution, 0.2, 0.1, 8, 2.0), (target.CostExponent, target.Scope, target.MinimumFraction, target.MaximumChange, target.MultipleOf, recipe.Shrinking.Power));
        CompactTrainingOptions varied = ComparisonMethods.Named("scratch-e+learning-rate=0.2+learning-rate-warmup=0.3+fine-tune-learning-rate=0.02+warmup=2").Vary(Settings).Recipe;
        Assert.Equal((0.2, 0.3, 0.02, 2), (varied.Optimizer.LearningRate, varied.LearningRateWarmup!.Value, varied.FineTuneLearningRate!.Value, varied.WarmupEpochs));
    }

    [Theory]
    [InlineData("taught", 10, 5)]
    [InlineData("distill", 7, 3)]
    [InlineData("taught", 1, 1)]
    [InlineData("taught+teacher-epochs=2", 10, 2)]
    [InlineData("cucb+teacher-epochs=2", 10, 2)]
    [InlineData("scratch-b@taught", 10, 0)]
    public void ATeacherHasHalfOfTheEpochsOrWhatIsSaid(string name, int epochs, int expected) =>
        Assert.Equal(expected, ComparisonMethods.Named(name).Vary(SettingTable.Epochs.With(Settings, epochs)).Recipe.TeacherEpochs);

    [Fact]
    public void NothingElseChanges() => Assert.All(SettingTable.Variations, setting => Assert.Null(MethodVariation.Find(setting.Name + "=?", out _)));

    [Fact]
    public void AGlobalBudgetIsOfTheSizeOfTheUniformNetwork()
    {
        ModelGraph graph = Zoo.Catalog.Find("fashion-vgg")!.Graph;
        double[][] saliencies = [.. graph.Groups.Select(group => Enumerable.Range(0, group.Arms).Select(arm => 1.0 / (arm + 1)).ToArray())];
        CostTable byMacs = Zoo.Catalog.Find("fashion-vgg")!.CostOf(KeepList.Widths(Recipe("global-macs").Target.Choose(graph, saliencies)));
        CostTable byParameters = Zoo.Catalog.Find("fashion-vgg")!.CostOf(KeepList.Widths(Recipe("global-parameters").Target.Choose(graph, saliencies)));
        Assert.InRange(byMacs.Macs, 0.95 * Quarter.Macs, Quarter.Macs);
        Assert.InRange(byParameters.Parameters, 0.95 * Quarter.Parameters, Quarter.Parameters);
    }

    [Fact]
    public void AControlFollowsItsMethod()
    {
        Assert.Equal("greedy+exploration=0", ComparisonMethods.Named("scratch-b@greedy+exploration=0").After);
        Assert.Equal(["greedy", "scratch-b@greedy"], ComparisonMethods.WithNeeded(["scratch-b@greedy"]).Select(method => method.Name));
        Assert.Equal(["cucb", "global-macs", "scratch-widths"], ComparisonMethods.WithNeeded(["scratch-widths", "cucb"]).Select(method => method.Name));
    }

    [Theory]
    [InlineData("cucbb", "there is no method 'cucbb'; did you mean 'cucb'?")]
    [InlineData("cucb+reselect=5", "a method has no setting 'reselect'")]
    [InlineData("cucb+reselect-every=0", "the setting 'reselect-every' of a method cannot be '0'")]
    [InlineData("distill+teacher-epochs=0", "the setting 'teacher-epochs' of a method cannot be '0'")]
    [InlineData("cucb+exploration", "the setting 'exploration' of a method cannot be ''")]
    [InlineData("cucb+exploration=nan", "the setting 'exploration' of a method cannot be 'nan'")]
    [InlineData("scratch-b@dense", "'dense' in 'scratch-b@dense' must be a method that trains with few active channels")]
    [InlineData("scratch-e@cucb", "'scratch-e' in 'scratch-e@cucb' is no control of a method")]
    [InlineData("greedy@cucb", "'greedy' in 'greedy@cucb' is no control of a method")]
    [InlineData("scratch-b@nothing", "there is no method 'nothing'")]
    public void RefusesWhatIsNoMethod(string name, string expected)
    {
        Assert.Null(ComparisonMethods.Find(name, out string problem));
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    private static SelectionOptions Selection(string name) => Recipe(name).Selection;

    private static CompactTrainingOptions Recipe(string name)
    {
        SlicedMethod method = Assert.IsType<SlicedMethod>(ComparisonMethods.Named(name));
        return method.Recipe(method.Vary(Settings), Quarter);
    }
}
