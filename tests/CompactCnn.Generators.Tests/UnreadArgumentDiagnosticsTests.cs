using System.Collections.Immutable;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// CCNN0118 and its kin: the compiler sees more than the generator does. What is the class's own has a value all the same;
/// what is not is an error at the argument, and never a stub without any.
/// </summary>
public class UnreadArgumentDiagnosticsTests
{
    private const string Labels = "public static class Labels { public const int Count = 10; public const string First = \"Conv1\"; }";

    /// <summary>What is worth knowing of the models is not what these tests are about.</summary>
    private static HarnessSettings WithLabels { get; } = HarnessSettings.Default with
    {
        OtherGenerated = [Labels],
        Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CCNN0202", ReportDiagnostic.Suppress).Add("CCNN0206", ReportDiagnostic.Suppress),
    };

    /// <summary>Constants that speak of the model's own members, in every form that the compiler knows.</summary>
    [Theory]
    [InlineData("Concat(nameof(Conv1) + \"\")")]
    [InlineData("Concat(First)", "private const string First = nameof(Conv1);")]
    [InlineData("Concat(First)", "private const string First = \"Conv\" + Number; private const string Number = \"1\";")]
    [InlineData("Concat(First)", "private const string First = nameof(Conv1) + nameof(Compact.Conv1Norm) == \"x\" ? \"\" : nameof(Conv1);")]
    [InlineData("Concat($\"{nameof(Conv1)}\", First)", "private const string First = $\"{nameof(Conv2)}{\"\"}\";")]
    [InlineData("Concat(Names.First)", "private static class Names { public const string First = nameof(Small.Conv1) + \"\"; }")]
    [InlineData("Conv(Wide, Name = nameof(Conv1) + \"Wide\"), Concat(\"Conv1Wide\")", "private const int Wide = 2 * 3;")]
    public void ConstantsOfTheClassHaveAValue(string layers, string members = "") => GeneratorHarness.Accept(
        $"using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Conv(4), {layers}, Linear(10)] public sealed partial class Small {{ {members} }}");

    /// <summary>What the value makes wrong is found as if it had been written out.</summary>
    [Fact]
    public void TheirValueIsJudged() => GeneratorHarness.Refuse(
        "using CompactCnn; [CompactModel(1, 8, 8), Conv(4), {|CCNN0110:Concat(nameof(Conv1) + \"b\")|}, Linear(10)] public sealed partial class Small;",
        "'Concat1' reads 'Conv1b', but no layer has this name; state the name of a layer before it");

    /// <summary>A constant that another generator makes.</summary>
    [Theory]
    [InlineData("Conv(4), Linear({|CCNN0118:Labels.Count|})", "Linear1", "outFeatures")]
    [InlineData("Conv(4, Kernel = 3, {|CCNN0118:Stride = Labels.Count|}), Linear(10)", "Conv1", "Stride")]
    [InlineData("Conv(4), Conv(4), Concat({|CCNN0118:Labels.First|}), Linear(10)", "Concat1", "others")]
    [InlineData("Conv(4), {|CCNN0118:Concat(\"Conv1\", Labels.First)|}, Linear(10)", "Concat1", "an argument")]
    [InlineData("Conv(4, {|CCNN0118:Name = Labels.First|}), Linear(10)", "Conv1", "Name")]
    [InlineData("Linear({|CCNN0118:outFeatures: Labels.Count|})", "Linear1", "outFeatures")]
    [InlineData("Conv(4), {|CCNN0118:Block(typeof(Stage))|}, Linear(10)", "Block1", "outChannels in block 'Stage'")]
    public void AConstantOfAnotherGenerator(string layers, string layer, string argument) => GeneratorHarness.Refuse(
        WithLabels,
        [$"using CompactCnn; [CompactModel(1, 8, 8), {layers}] public sealed partial class Small; [BlockModel, Conv(Labels.Count)] public static class Stage;"],
        $"'{layer}': the value of {argument} is not known while code is generated, because it needs other generated code; state it as a literal, or by constants that do not");

    [Fact]
    public void OfTheMarkerToo() => GeneratorHarness.Refuse(
        WithLabels,
        ["using CompactCnn; [{|CCNN0118:CompactModel(Labels.Count, 8, 8)|}, Conv(4), Linear(10)] public sealed partial class Small;"],
        "'Small': the value of an argument is not known while code is generated, because it needs other generated code; state it as a literal, or by constants that do not");

    /// <summary>Attributes and interfaces that another generator makes are none of the model's business.</summary>
    [Theory]
    [InlineData("[Extra, Conv(4), Linear(10)] public sealed partial class Small;", "public sealed class ExtraAttribute : System.Attribute;")]
    [InlineData("[Conv(4), Linear(10)] public sealed partial class Small : IExtra;", "public interface IExtra;")]
    [InlineData("[Conv(4), Block(typeof(Stage)), Linear(10)] public sealed partial class Small; [Extra, BlockModel, Conv(4)] public static class Stage;", "public sealed class ExtraAttribute : System.Attribute;")]
    [InlineData("[Conv(4), Linear(10)] public sealed partial class Small { private const int One = Labels.Count; }", Labels)]
    public void WhatTheModelDoesNotNeedMayBeGenerated(string declaration, string other) => GeneratorHarness.Accept(
        HarnessSettings.Default with { OtherGenerated = [other] }, "using CompactCnn; [CompactModel(1, 8, 8)] " + declaration);

    [Theory]
    [InlineData("null!", "null")]
    [InlineData("(System.Type)null!", "null")]
    [InlineData("typeof(int[])", "int[]")]
    [InlineData("typeof(string[,])", "string[*,*]")]
    public void ABlockOfNoClass(string argument, string found) => GeneratorHarness.Refuse(
        $"using CompactCnn; [CompactModel(1, 8, 8), Conv(4), {{|CCNN0117:Block({argument})|}}, Linear(10)] public sealed partial class Small;",
        $"'Block1' is the block '{found}', which is no class; state the type of a class with [BlockModel] and layers");

    [Theory]
    [InlineData("{|CCNN0102:Concat(null!)|}", "'Concat1': others must be 1 or more names of layers but is 0")]
    [InlineData("{|CCNN0110:Concat((string)null!)|}", "'Concat1' reads '', but no layer has this name; state the name of a layer before it")]
    public void NamesOfNothing(string layer, string message) => GeneratorHarness.Refuse(
        $"using CompactCnn; [CompactModel(1, 8, 8), Conv(4), {layer}, Linear(10)] public sealed partial class Small;", message);

    /// <summary>A file that counts as generated, by its head or its name, is declared in all the same.</summary>
    [Theory]
    [InlineData("// <auto-generated/>\n", "")]
    [InlineData("", "[System.CodeDom.Compiler.GeneratedCode(\"a script\", \"1\")] ")]
    public void AModelInAGeneratedFile(string head, string attribute) => GeneratorHarness.Refuse(
        $"{head}using CompactCnn; {attribute}[CompactModel(1, 8, 8), {{|CCNN0102:Conv(0)|}}, Linear(10)] public sealed partial class Small;",
        "'Conv1': outChannels must be 1 or more but is 0");
}
