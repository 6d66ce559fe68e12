namespace CompactCnn.Onnx.Tests;

/// <summary>A theory of minutes: skipped, and said so, unless it is asked for.</summary>
internal sealed class SlowTheoryAttribute : TheoryAttribute
{
    private const string Variable = "COMPACTCNN_SLOW_TESTS";

    public SlowTheoryAttribute() => Skip = Reason;

    /// <summary>Why it does not run; null if it does.</summary>
    public static string? Reason { get; } =
        Environment.GetEnvironmentVariable(Variable) == "1" ? null : $"it takes minutes; set {Variable}=1 to run it";
}
