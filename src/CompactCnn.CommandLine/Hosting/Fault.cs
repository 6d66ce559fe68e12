using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine;

/// <summary>What went wrong, as the user is told.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Message">What is printed to standard error.</param>
internal sealed partial record Fault(int Status, string Message)
{
    /// <summary>Tells a user's error from failed work, and both from an error of this program, which shows its stack.</summary>
    public static Fault Of(Exception exception) => exception switch
    {
        InterruptedException => new Fault(ExitStatus.Interrupted, exception.Message),
        OperationCanceledException => new Fault(ExitStatus.Interrupted, "interrupted; nothing was written"),
        UsageException or DatasetException or ModelFileException or CheckpointException or ArgumentException => new Fault(ExitStatus.Usage, Sentence(exception)),
        WorkFailedException or TorchLoadException or TrainingDivergedException or CheckpointWriteException => new Fault(ExitStatus.Failure, Sentence(exception)),
        _ => new Fault(ExitStatus.Failure, $"the program failed where it should not have; please report this: {exception}"),
    };

    /// <summary>What a refused argument broke, without the name and the value that .NET appends.</summary>
    public static string Rule(ArgumentException exception) => ParameterNames().Split(exception.Message)[0].TrimEnd('.');

    /// <summary>One line, without the parameter names that .NET appends.</summary>
    private static string Sentence(Exception exception) =>
        LineBreaks().Replace(ParameterNames().Replace(exception.Message, ""), "; ").TrimEnd('.');

    [GeneratedRegex(@" \(Parameter '[^']*'\)")]
    private static partial Regex ParameterNames();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineBreaks();
}
