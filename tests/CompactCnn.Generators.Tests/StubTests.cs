using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// Where a declaration is wrong, the rest of the project still finds every member that can be named: one error is shown,
/// not a hundred.
/// </summary>
public class StubTests
{
    private const string User =
        """
        using System;
        using CompactCnn;
        using TorchSharp;
        public static class User
        {
            public static void Use(torch.Tensor images)
            {
                using var model = new Small(torch.CPU, seed: 1);
                using torch.Tensor logits = model.forward(images);
                Console.WriteLine(Small.Cost);
                Console.WriteLine(Small.Graph.Groups.Length + model.Gates.Count);
                int[][] keep = [[0], [0, 1]];
                Console.WriteLine(Small.CostOf(keep));
                using Small.Compact compact = model.ToCompact(keep);
                using Small.Compact named = model.ToCompact(new Small.Channels { Conv1 = [0], Linear1 = [0, 1] });
                Console.WriteLine(new Small.Channels().ToKeep().Length);
                using var fresh = new Small.Compact([1, 2], torch.CPU, seed: 1);
                using torch.Tensor others = compact.forward(images);
                Console.WriteLine($"{compact.CostTable} {compact.Widths.Count} {Small.Compact.CostOf([1, 2])}");
                Console.WriteLine($"{model.Conv1.weight} {model.Conv1Norm.weight} {compact.Linear1.bias} {compact.Linear2.weight} {nameof(Small.Conv1)}");
                Generic<Small>();
                GenericCompact<Small.Compact>();
            }

            private static void Generic<TModel>() where TModel : IGatedModel<TModel> => Console.WriteLine(TModel.Create());

            private static void GenericCompact<TCompact>() where TCompact : CompactNetwork, ICompactNetwork<TCompact> => Console.WriteLine(TCompact.CostOf([1, 2]));
        }
        """;

    [Fact]
    public void TheUsersCodeFitsARightModel() => GeneratorHarness.Accept(Model("Conv(4), Linear(8), Linear(10)"), User);

    [Theory]
    [InlineData("{|CCNN0101:Conv(4, Kernel = 9, Padding = 0)|}, Linear(8), Linear(10)")]
    [InlineData("{|CCNN0102:Conv(0)|}, Linear(8), Linear(10)")]
    [InlineData("{|CCNN0103:Conv(4, Kernel = 2)|}, Linear(8), Linear(10)")]
    [InlineData("Conv(4), Linear(8), Linear(10), {|CCNN0104:Dropout(0.5, Name = \"a b\")|}, Linear(10)")]
    [InlineData("Conv(4), {|CCNN0105:Pool(Name = \"Conv1\")|}, Linear(8), Linear(10)")]
    [InlineData("Conv(4), {|CCNN0106:Pool(Name = \"Compact\")|}, Linear(8), Linear(10)")]
    [InlineData("Conv(4), Linear(8), {|CCNN0107:Linear(int.MaxValue)|}")]
    [InlineData("Conv(4), Linear(8), {|CCNN0108:Pool|}, Linear(10)")]
    [InlineData("Conv(4), Linear(8), {|CCNN0109:Linear(10, Prunable = false)|}")]
    public void OfAWrongLayerOnlyTheErrorIsShown(string layers) => AssertOnlyTheMarked(Model(layers), User);

    [Theory]
    [InlineData("[{|CCNN0102:CompactModel(0, 8, 8)|}, Conv(4), Linear(8), Linear(10)] public sealed partial class Small;")]
    [InlineData("[CompactModel(1, 8, 8), Conv(4), Linear(8), Linear(10), Dropout(0.5)] public sealed partial class {|CCNN0010:Small|};")]
    [InlineData("[CompactModel(1, 8, 8), Conv(4), Linear(8)] public sealed partial class {|CCNN0009:Small|}; [Linear(10)] partial class Small;")]
    public void OfAWrongClassOnlyTheErrorIsShown(string declaration) => AssertOnlyTheMarked("using CompactCnn; " + declaration, User);

    [Fact]
    public void OfTwoCaseTwinsOnlyTheErrorIsShown() => AssertOnlyTheMarked(
        """
        using CompactCnn;
        [CompactModel(1, 8, 8), Conv(4), Linear(8), Linear(10)] public sealed partial class {|CCNN0012:Small|};
        [CompactModel(1, 8, 8), Conv(4), Linear(8), Linear(10)] public sealed partial class SMALL;
        """,
        User);

    [Fact]
    public void OfAnAbstractModelOnlyTheErrorIsShown() => AssertOnlyTheMarked(
        "using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Linear(10)] public abstract partial class {|CCNN0003:Small|};",
        "public static class User { public static object Use(Small model) => (model.Conv1, Small.Cost, model.ToCompact([[0]])); }");

    [Fact]
    public void OfAModelWithAConstructorOnlyTheErrorIsShown() => AssertOnlyTheMarked(
        "using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class {|CCNN0008:Small|} { public Small() { } }",
        "public static class User { public static object Use() => (new Small().Conv1, Small.Cost, new Small().ToCompact([[0]])); }");

    [Fact]
    public void OfAModelWithABaseClassOnlyTheErrorIsShown() => AssertOnlyTheMarked(
        "using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Linear(10)] public sealed partial class {|CCNN0007:Small|} : System.Exception;",
        "public static class User { public static object Use() => (new Small().Conv1, new Small().Message, Small.Cost, new Small().ToCompact([[0]])); }");

    [Fact]
    public void AStub()
    {
        GeneratorOutcome outcome = GeneratorHarness.Refuse(
            Model("Conv(4), {|CCNN0102:Conv(8, Kernel = 0)|}, Linear(10)"),
            "'Conv2': Kernel must be 1 or more but is 0");

        Snapshot.Verify(outcome.Text);
    }

    private static void AssertOnlyTheMarked(params string[] sources)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, sources);
        Assert.Equal(outcome.Expected, outcome.Diagnostics.Select(GeneratorOutcome.Place));
    }

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}]\npublic sealed partial class Small;\n";
}
