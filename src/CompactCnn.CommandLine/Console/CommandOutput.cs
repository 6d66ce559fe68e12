using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace CompactCnn.CommandLine;

/// <summary>
/// Where a command's output goes: results to standard output, progress and remarks to standard error. With
/// <c>--json</c> standard output carries one JSON object as its last line, and nothing else.
/// </summary>
/// <param name="json">Whether a program reads the results.</param>
internal sealed class CommandOutput(bool json)
{
    static CommandOutput() => Console.SetError(new LenientWriter(Console.Error));

    /// <summary>Prints results for people.</summary>
    /// <exception cref="WorkFailedException">They cannot be written.</exception>
    public void WriteText(string text)
    {
        if (json)
            Console.Error.WriteLine(text.TrimEnd('\n'));
        else
            WriteResult(text.TrimEnd('\n'));
    }

    /// <summary>Prints results for a program, where that was asked for.</summary>
    /// <exception cref="WorkFailedException">They cannot be written.</exception>
    public void WriteJson<T>(T result, JsonTypeInfo<T> type)
    {
        if (json)
            WriteResult(JsonSerializer.Serialize(result, type));
    }

    /// <summary>Where progress is shown.</summary>
    public static ProgressDisplay Progress()
    {
        IAnsiConsole console = OnStandardError();
        return !Console.IsErrorRedirected && console.Profile.Capabilities.Ansi
            ? new LiveProgressDisplay(console)
            : new PlainProgressDisplay(Console.Error, TimeProvider.System);
    }

    /// <summary>Prints what the user should know while the work goes on.</summary>
    public static void WriteRemark(string remark) => Console.Error.WriteLine(remark);

    /// <summary>Prints what went wrong.</summary>
    public static void WriteFault(Fault fault)
    {
        if (fault.Status != ExitStatus.Interrupted)
            OnStandardError().Markup("[red]error:[/] ");

        Console.Error.WriteLine(fault.Message);
    }

    private static void WriteResult(string text)
    {
        try
        {
            Console.Out.WriteLine(text);
        }
        catch (IOException exception)
        {
            throw new WorkFailedException($"the work is done, but its results cannot be written to standard output: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Colours and drawing only where a person is looking.</summary>
    private static IAnsiConsole OnStandardError() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });
}
