using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>CCNN0015 and CCNN0016: what the user wrote in a model and is generated too, said where the user wrote it.</summary>
public class OwnMemberDiagnosticsTests
{
    [Theory]
    [InlineData("public int {|CCNN0015:Conv1|} => 1;", "Conv1")]
    [InlineData("public int {|CCNN0015:Conv1Norm|};", "Conv1Norm")]
    [InlineData("public void {|CCNN0015:Linear1|}() { }", "Linear1")]
    [InlineData("private class {|CCNN0015:Block1Conv2|};", "Block1Conv2")]
    [InlineData("public static string {|CCNN0015:Cost|} => \"\";", "Cost")]
    [InlineData("public static string {|CCNN0015:Graph|}() => \"\";", "Graph")]
    [InlineData("public static CostTable {|CCNN0015:CostOf|}(int[][] all) => null!;", "CostOf")]
    [InlineData("public object {|CCNN0015:ToCompact|}(int[][] all) => null!;", "ToCompact")]
    [InlineData("public object {|CCNN0015:ToCompact|}(Channels all) => null!;", "ToCompact")]
    [InlineData("public override TorchSharp.torch.Tensor {|CCNN0015:forward|}(TorchSharp.torch.Tensor x) => x;", "forward")]
    public void AMemberThatIsGeneratedToo(string member, string name) => GeneratorHarness.Refuse(
        Model(member), $"'{name}' in 'Small' is generated, and yours collides with it; rename yours");

    [Theory]
    [InlineData("public class {|CCNN0015:Compact|};", "Compact")]
    [InlineData("public static partial class {|CCNN0015:Channels|};", "Channels")]
    [InlineData("internal partial class {|CCNN0015:Channels|};", "Channels")]
    [InlineData("public partial class {|CCNN0015:Channels|} : System.Exception;", "Channels")]
    [InlineData("public struct {|CCNN0015:Compact|};", "Compact")]
    public void ATypeThatCannotBeAddedTo(string member, string name) => GeneratorHarness.Refuse(
        Model(member),
        $"'{name}' in 'Small' is generated, and yours collides with it; to add to it, declare it as 'partial class {name}', public and without a base class, or rename yours");

    [Theory]
    [InlineData("public partial class Compact { public int {|CCNN0015:Conv1|} => 1; }", "Conv1", "Compact")]
    [InlineData("public partial class Compact { public override TorchSharp.torch.Tensor {|CCNN0015:forward|}(TorchSharp.torch.Tensor x) => x; }", "forward", "Compact")]
    [InlineData("public partial class Channels { public int[] {|CCNN0015:Conv1|} => []; }", "Conv1", "Channels")]
    [InlineData("public partial class Channels { public int[][] {|CCNN0015:ToKeep|}() => []; }", "ToKeep", "Channels")]
    public void AMemberOfAnAddition(string member, string name, string type) => GeneratorHarness.Refuse(
        Model(member), $"'{name}' in 'Small.{type}' is generated, and yours collides with it; rename yours");

    /// <summary>What is not generated is the user's.</summary>
    [Theory]
    [InlineData("public partial class Compact { public int Twice => 2 * Conv1.GetHashCode(); }")]
    [InlineData("partial class Compact : System.ICloneable { public object Clone() => ToString()!; }")]
    [InlineData("public sealed partial class Channels { public int Kept => Conv1.Length; public static Channels Half { get; } = new(); }")]
    [InlineData("public Compact ToCompact(double active) => ToCompact(Graph.KeepAll()); public static CostTable CostOf(double active) => Cost;")]
    [InlineData("public int Conv1Twice => 2; public int Conv17 => 17; public class Compact<T>;")]
    public void AdditionsOfTheUsersOwn(string members) => GeneratorHarness.Accept(Model(members));

    /// <summary>Code that uses the model shows no error beside the one that matters.</summary>
    [Fact]
    public void TheRestOfTheModelIsThere() => GeneratorHarness.Refuse(
        HarnessSettings.Default,
        [
            Model("public static string {|CCNN0015:Cost|} => \"\";"),
            "public static class User { public static object Use() { using var model = new Small(seed: 1); return (model.Conv1, Small.Graph, model.ToCompact([[0]]), new Small.Channels { Conv1 = [0] }); } }",
        ],
        "'Cost' in 'Small' is generated, and yours collides with it; rename yours");

    [Fact]
    public void AModelThatDerivesFromAModel() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        [CompactModel(1, 8, 8), Conv(4), Linear(10)] public partial class First;
        [CompactModel(1, 8, 8), Conv(4), Linear(10)] public partial class {|CCNN0007:Second|} : First;
        """,
        "'Second' derives from 'First'; a model derives from GatedModel, remove the base class");

    /// <summary>A copy of the whole generated file beside the declaration.</summary>
    [Fact]
    public void ACopyOfGeneratedCode()
    {
        string copy = GeneratorHarness.Accept(Model("")).Text.Replace("partial class Small :", "partial class {|CCNN0016:Small|} :", StringComparison.Ordinal);

        GeneratorHarness.Refuse(
            HarnessSettings.Default,
            [Model(""), copy],
            "'Small' has a copy of its generated code in Source1.cs, which is generated anew; delete the file, or exclude it from the build");
    }

    /// <summary>What a tool must know of generated members it sees on each.</summary>
    [Fact]
    public void EveryGeneratedMemberIsMarked()
    {
        Type model = GeneratorHarness.Accept(Model("")).Load().Type("Small");
        System.Reflection.BindingFlags all = System.Reflection.BindingFlags.DeclaredOnly | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static
            | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
        IEnumerable<System.Reflection.MemberInfo> members = new[] { model, model.GetNestedType("Compact")!, model.GetNestedType("Channels")! }
            .SelectMany(type => type.GetMembers(all))
            .Where(member => member is not (Type or System.Reflection.FieldInfo or System.Reflection.MethodInfo { IsSpecialName: true } or System.Reflection.ConstructorInfo { IsStatic: true }))
            .Where(member => !(member is System.Reflection.ConstructorInfo && member.DeclaringType!.Name == "Channels") && !member.Name.Contains(".get_", StringComparison.Ordinal));

        Assert.All(members, member => Assert.Contains(member.CustomAttributes, attribute => attribute.AttributeType == typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)));
        Assert.True(members.Count() > 20);
    }

    private static string Model(string members) =>
        $"using CompactCnn; [CompactModel(1, 8, 8, Coupling = Coupling.Shared), Conv(4), BasicBlock(4), Linear(10)] public sealed partial class Small {{ {members} }}";
}
