using System.CommandLine;

namespace CompactCnn.Benchmarks;

/// <summary>The hidden command of a process that measures its own memory.</summary>
internal static class StepMemoryCommand
{
    public static Command Create()
    {
        var network = new Argument<string>("NETWORK");
        var fraction = new Argument<double>("FRACTION");
        var batch = new Argument<int>("BATCH");
        Command command = new BenchmarkOptions().Command(
            StepMemory.Command,
            "",
            (run, arguments) => StepMemory.MeasureHere(BenchmarkNetworks.All.Single(known => known.Name == arguments.GetRequiredValue(network)), arguments.GetValue(fraction), arguments.GetValue(batch), run.Format));
        command.Add(network);
        command.Add(fraction);
        command.Add(batch);
        command.Hidden = true;
        return command;
    }
}
