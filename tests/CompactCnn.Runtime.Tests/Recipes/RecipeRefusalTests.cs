using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests;

/// <summary>Options of the recipe that cannot be are refused in one sentence, before anything is trained.</summary>
public class RecipeRefusalTests
{
    private static readonly (string Name, string Argument, string Sentence, Func<CompactTrainingOptions, CompactTrainingOptions> Change)[] Refused =
    [
        ("epochs", "Epochs", "Epochs ('-1') must be a non-negative value.", options => options with { Epochs = -1 }),
        ("fine-tuning", "FineTuneEpochs", "FineTuneEpochs ('-1') must be a non-negative value.", options => options with { FineTuneEpochs = -1 }),
        ("teacher", "TeacherEpochs", "a teacher must be trained for fewer epochs than all 3; give it fewer, or the run more", options => options with { TeacherEpochs = 3 }),
        ("negative teacher", "TeacherEpochs", "a teacher must be trained for fewer epochs than all 3", options => options with { TeacherEpochs = -1 }),
        ("warm-up", "WarmupEpochs", "the epochs before channels shrink must be 0 to the 2 after the teacher's; give fewer, or the run more", options => options with { WarmupEpochs = 3 }),
        ("rise", "LearningRateWarmup", "the part of the schedule over which the learning rate rises must be 0 or more and below 1", options => options with { LearningRateWarmup = 1 }),
        ("rate", "FineTuneLearningRate", "the learning rate of fine-tuning must be above 0", options => options with { FineTuneLearningRate = 0 }),
        ("batch", "BatchSize", "the batch size must be at most the number of training images, 80", options => options with { BatchSize = 81 }),
        ("optimizer", "LearningRate", "the learning rate must be above 0", options => options with { Optimizer = new Sgd { LearningRate = 0 } }),
        ("selection", "ReselectEvery", "ReselectEvery ('0') must be greater than or equal to '1'.", options => options with { Selection = new() { ReselectEvery = 0 } }),
        ("freezing", "FreezeAfter", "the choice is frozen after 0.3 of the steps, but channels shrink until 0.4 of them; freeze later or shrink faster", options => options with { Selection = new() { FreezeAfter = 0.3 } }),
        ("target", "target", "the budget allows 'NormedHead' 10 parameters, but its minimum widths take", options => options with { Target = CompactTarget.Parameters(10) }),
        ("device", "graph", "'NormedHead' declares no [DeviceLimits], but the target is what they allow; declare them, or give another target", options => options with { Target = CompactTarget.DeviceLimits }),
        ("validation", "data", "the option Validation is Measure, but the data holds no images out; give data with a validation part", options => options with { Validation = ValidationUse.Measure }),
    ];

    public static TheoryData<string> Names => [.. Refused.Select(refused => refused.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void OfAnOption(string name)
    {
        var refused = Refused.Single(refused => refused.Name == name);
        using TrainingData data = RecipeRun.Data();
        using NormedHead model = RecipeRun.Model();
        Dictionary<string, byte[]> before = Bits.Of(model);
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => model.TrainCompact(data, refused.Change(RecipeRun.Options)).Dispose());
        Assert.Equal(refused.Argument, refusal.ParamName);
        Assert.StartsWith(refused.Sentence, refusal.Message.Replace(refusal.ParamName + " (", refused.Argument + " (", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(Bits.Differences(before, Bits.Of(model)));
    }

    [Fact]
    public void OfAModelInTraining()
    {
        using TrainingData data = RecipeRun.Data();
        using NormedHead model = RecipeRun.Model();
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => model.TrainCompact(null!).Dispose()).ParamName);
        using var training = model.BeginTraining(totalSteps: 1);
        Assert.Equal(
            "'NormedHead' is in training, and its next step would overwrite what the recipe trains; begin before the training begins, or dispose of the training first",
            Assert.Throws<InvalidOperationException>(() => model.TrainCompact(data, RecipeRun.Options).Dispose()).Message);
    }
}
