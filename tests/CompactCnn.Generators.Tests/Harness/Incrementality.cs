using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>What every incremental generator owes its users: nothing is done again, and nothing is kept, without need.</summary>
internal static class Incrementality
{
    /// <summary>The steps that the generator names. Roslyn's own steps hold the compilation and always change.</summary>
    public static ImmutableArray<string> StepNames { get; } =
    [
        .. typeof(TrackingNames)
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>The steps that are taken for each model.</summary>
    public static ImmutableArray<string> ModelSteps { get; } = StepNames.Remove(TrackingNames.List);

    /// <summary>A driver that records its steps.</summary>
    public static GeneratorDriver CreateDriver(IIncrementalGenerator generator, CSharpParseOptions parseOptions, BuildProperties? properties = null) =>
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: parseOptions,
            optionsProvider: properties,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs again on an equal compilation: every named step and every output must come from the cache.</summary>
    public static void AssertCachedOnClone(GeneratorDriver driver, Compilation compilation, IEnumerable<string> stepNames)
    {
        GeneratorRunResult again = driver.RunGenerators(compilation.Clone()).GetRunResult().Results.Single();
        foreach ((string step, IncrementalStepRunReason reason) in Reasons(again, stepNames))
        {
            Assert.True(
                reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"step '{step}' is {reason} although nothing changed");
        }
    }

    /// <summary>The values of the named steps must hold nothing of a compilation.</summary>
    public static void AssertHoldsNoCompilation(GeneratorDriver driver, IEnumerable<string> stepNames)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        foreach (string name in stepNames)
        {
            foreach ((object value, _) in StepsOf(result, name).SelectMany(step => step.Outputs))
            {
                ObjectGraph.AssertHoldsNoCompilation(value, name);
            }
        }
    }

    /// <summary>Why each named step and each output was run or was not.</summary>
    public static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(GeneratorRunResult result, IEnumerable<string> stepNames) =>
        stepNames.SelectMany(name => StepsOf(result, name).Select(step => (name, step)))
            .Concat(result.TrackedOutputSteps.SelectMany(pair => pair.Value.Select(step => (name: pair.Key, step))))
            .SelectMany(pair => pair.step.Outputs.Select(output => (pair.name, output.Reason)));

    private static ImmutableArray<IncrementalGeneratorRunStep> StepsOf(GeneratorRunResult result, string name) =>
        result.TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps : [];
}
