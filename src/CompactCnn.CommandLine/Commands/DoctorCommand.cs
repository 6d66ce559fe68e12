using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Says what would stop TorchSharp from loading, and the mend.</summary>
internal static class DoctorCommand
{
    public static Command Create(ProgramContext context)
    {
        Option<bool> json = CommonOptions.Json();
        Option<bool> loadHere = new(LoadTrial.Option) { Hidden = true };
        var command = new DocumentedCommand("doctor", "say whether TorchSharp can load on this system, and if not, what to do", "doctor") { json, loadHere };
        command.SetAction(parsed =>
        {
            if (!parsed.GetValue(loadHere))
                return Run(new CommandOutput(parsed.GetValue(json)), context);

            LoadTrial.LoadHere(Console.Out);
            return ExitStatus.Success;
        });
        return command;
    }

    private static int Run(CommandOutput output, ProgramContext context)
    {
        IReadOnlyList<Finding> findings = Examination.Run(context.Datasets, context.Interruption.Token);
        bool ok = findings.All(finding => finding.Ok);
        int width = findings.Max(finding => finding.Name.Length);
        foreach (Finding finding in findings)
        {
            output.WriteText($"{(finding.Ok ? "ok   " : "FAULT")} {finding.Name.PadRight(width)}  {finding.Found}");
            if (finding.Mend is not null)
                output.WriteText($"      {new string(' ', width)}  mend: {finding.Mend}");
        }

        output.WriteText(ok ? "TorchSharp loads here." : "TorchSharp does not load here.");
        output.WriteJson(new DoctorResult(ok, findings), ResultJson.Plain.DoctorResult);
        return ok ? ExitStatus.Success : ExitStatus.Failure;
    }
}
