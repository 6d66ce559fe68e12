using System.Collections.Immutable;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests;

/// <summary>Errors of the language cannot be switched off: the model behind them would not exist.</summary>
public class SilencingTests
{
    private const string Message = "'Conv1': Kernel must be 1 or more but is 0";

    [Fact]
    public void APragmaDoesNotSilenceAnError() => GeneratorHarness.Refuse(
        """
        using CompactCnn;
        #pragma warning disable
        #pragma warning disable CCNN0102
        [CompactModel(1, 8, 8), {|CCNN0102:Conv(4, Kernel = 0)|}, Linear(10)]
        public sealed partial class Small;
        """,
        Message);

    /// <summary>The compiler honours [SuppressMessage] for every analyzer; then the stub fails the build, with the same sentence.</summary>
    [Theory]
    [InlineData("", "[SuppressMessage(\"CompactCnn.Shape\", \"CCNN0102\")]")]
    [InlineData("", "[SuppressMessage(\"CompactCnn.Shape\", \"CCNN0102:words\")]")]
    [InlineData("[assembly: SuppressMessage(\"CompactCnn.Shape\", \"CCNN0102\", Scope = \"type\", Target = \"~T:Small\")]", "")]
    public void ASuppressedErrorIsSaidByTheStub(string assembly, string type)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(
            HarnessSettings.Default with { CompilerDiagnostics = ["CS1029"] },
            $"""
            using System.Diagnostics.CodeAnalysis;
            using CompactCnn;
            {assembly}
            {type}
            [CompactModel(1, 8, 8), Conv(4, Kernel = 0), Linear(10)]
            public sealed partial class Small;
            """);

        Assert.Equal(["CCNN0102: " + Message], GeneratorHarness.ErrorsInCode(outcome.Output));
    }

    [Theory]
    [InlineData(ReportDiagnostic.Suppress)]
    [InlineData(ReportDiagnostic.Hidden)]
    [InlineData(ReportDiagnostic.Warn)]
    public void AConfigurationDoesNotSilenceAnError(ReportDiagnostic severity)
    {
        HarnessSettings settings = HarnessSettings.Default with { Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CCNN0102", severity) };

        GeneratorOutcome outcome = GeneratorHarness.Refuse(
            settings,
            ["using CompactCnn; [CompactModel(1, 8, 8), {|CCNN0102:Conv(4, Kernel = 0)|}, Linear(10)] public sealed partial class Small;"],
            Message);

        Assert.Equal(DiagnosticSeverity.Error, outcome.Diagnostics.Single().Severity);
    }
}
