using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>The program: its commands, and what becomes of their faults.</summary>
internal static class CommandRunner
{
    /// <summary>Parses and runs.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="context">The models, and what ends the work early.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments, Func<ProgramContext> context)
    {
        try
        {
            ParseResult parsed = Parse(arguments, context());
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
    public static void Check(string[] arguments, ProgramContext context) => Parse(arguments, context);

    private static ParseResult Parse(string[] arguments, ProgramContext context)
    {
        ParseResult parsed = Root(context).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count == 0 ? parsed : throw new UsageException(ArgumentFault.Describe(parsed));
    }

    private static RootCommand Root(ProgramContext context)
    {
        var root = new RootCommand("CompactCnn: train compact convolutional networks, executing only a part of their channels at each step.")
        {
            QuickstartCommand.Create(context),
            ModelsCommand.Create(context),
            CostCommand.Create(context),
            TrainCommand.Create(context),
            CompareCommand.Create(context),
            ReportCommand.Create(context),
            CellCommand.Create(context),
            EvalCommand.Create(context),
            PredictCommand.Create(context),
            ExportCommand.Create(context),
            InspectCommand.Create(context),
            DataCommand.Create(context),
            DoctorCommand.Create(context),
            ChoiceOption.Allocator(),
            ChoiceOption.WaitingThreads(),
        };
        root.Add(HelpCommand.Create(root));
        DocumentedCommand.ShowExamples(root);
        return root;
    }
}
