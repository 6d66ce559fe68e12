using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>The program: its commands, and what becomes of their faults.</summary>
internal static class CommandLine
{
    private const string Start = "dotnet run -c Release --project src/Examples --";

    /// <summary>Parses and runs.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="interruption">What ends the work early.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments, Interruption interruption)
    {
        try
        {
            ParseResult parsed = Parse(arguments, interruption);
            NativeSettings.ConfigureThreads(parsed.GetValue<Choice<WaitingThreads>>(ChoiceOption.WaitingThreadsName).Value);
            NativeSettings.Use(parsed.GetValue<Choice<Allocator>>(ChoiceOption.AllocatorName).Value);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception)
        {
            Fault fault = Fault.Of(exception);
            CommandOutput.WriteFault(fault);
            return fault.Status;
        }
    }

    /// <summary>Parses, and runs nothing.</summary>
    /// <exception cref="UsageException">An argument is wrong, one too many, or missing.</exception>
    public static void Check(string[] arguments, Interruption interruption) => Parse(arguments, interruption);

    /// <summary>A command line that can be pasted into a shell.</summary>
    /// <param name="command">What follows the program's name.</param>
    public static string Text(string command) => $"{Start} {command}";

    private static ParseResult Parse(string[] arguments, Interruption interruption)
    {
        ParseResult parsed = Root(interruption).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count == 0 ? parsed : throw new UsageException(ArgumentFault.Describe(parsed));
    }

    private static RootCommand Root(Interruption interruption)
    {
        var root = new RootCommand("CompactCnn: train compact convolutional networks, executing only a part of their channels at each step.")
        {
            QuickstartCommand.Create(interruption),
            ModelsCommand.Create(),
            CostCommand.Create(),
            TrainCommand.Create(interruption),
            CompareCommand.Create(interruption),
            ReportCommand.Create(),
            CellCommand.Create(interruption),
            EvalCommand.Create(interruption),
            PredictCommand.Create(interruption),
            ExportCommand.Create(),
            InspectCommand.Create(),
            DataCommand.Create(interruption),
            DoctorCommand.Create(interruption),
            ChoiceOption.Allocator(),
            ChoiceOption.WaitingThreads(),
        };
        DocumentedCommand.ShowExamples(root);
        return root;
    }
}
