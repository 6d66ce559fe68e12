using System.CommandLine;
using CompactCnn.CommandLine;
using TorchSharp;

namespace CompactCnn.Benchmarks;

/// <summary>The options that every benchmark of a network takes.</summary>
internal sealed class BenchmarkOptions
{
    private readonly Option<string?> _network = new("--network") { Description = "Only this network." };
    private readonly Option<string?> _measure;
    private readonly Option<int> _pairs;
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of libtorch.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<Precision> _precision = ValueOption.Of(SettingTable.Precision.OptionName, "Precision of the generated networks' steps.", SettingTable.Precision.Values, Precision.Float32);
    private readonly Option<MemoryLayout> _layout = ValueOption.Of(SettingTable.MemoryLayout.OptionName, "Memory layout of all networks; if it is not stated, the saving is that of the layout in which the dense step is faster.", SettingTable.MemoryLayout.Values, MemoryLayout.Contiguous);
    private readonly Option<string> _allocator;
    private readonly Option<string> _waiting = new("--waiting-threads") { Description = "What libtorch's threads do between two pieces of work: spin, their habit, or sleep.", DefaultValueFactory = _ => NameOf(WaitingThreads.Spin) };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object as the last line of standard output." };

    public BenchmarkOptions(params string[] measures)
        : this(measures, pairs: 200)
    {
    }

    /// <summary>Options of measures of which fewer pairs are enough.</summary>
    /// <param name="measures">Their names.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="allocator">What becomes of freed memory if nothing is asked for.</param>
    public BenchmarkOptions(string[] measures, int pairs, Allocator allocator = Allocator.Fast)
    {
        _allocator = new("--allocator") { Description = "What the C library does with freed memory: keep it, give it back, or what is its habit.", DefaultValueFactory = _ => NameOf(allocator) };
        _allocator.AcceptOnlyFromAmong([.. Enum.GetValues<Allocator>().Select(NameOf)]);
        _waiting.AcceptOnlyFromAmong([.. Enum.GetValues<WaitingThreads>().Select(NameOf)]);
        _pairs = new("--pairs") { Description = "Interleaved pairs of each measure.", DefaultValueFactory = _ => pairs };
        _measure = new("--measure") { Description = "Only this measure: " + string.Join(", ", measures) + "." };
        _network.AcceptOnlyFromAmong([.. BenchmarkNetworks.All.Select(network => network.Name)]);
        _measure.AcceptOnlyFromAmong(measures);
    }

    /// <summary>Makes a command of a measurement.</summary>
    public Command Command(string name, string description, Action<BenchmarkRun> measure) =>
        Command(name, description, (run, _) => measure(run));

    /// <summary>Makes a command of a measurement that has options of its own.</summary>
    public Command Command(string name, string description, Action<BenchmarkRun, ParseResult> measure, params Option[] more)
    {
        var command = new Command(name, description) { _network, _measure, _pairs, _threads, _precision, _layout, _allocator, _waiting, _json };
        foreach (Option option in more)
        {
            command.Add(option);
        }

        command.SetAction(arguments =>
        {
            WaitingThreads waiting = Enum.GetValues<WaitingThreads>().Single(choice => NameOf(choice) == arguments.GetValue(_waiting));
            NativeSettings.ConfigureThreads(waiting);
            Allocator allocator = NativeSettings.AllocatorCanBeTuned
                ? Enum.GetValues<Allocator>().Single(choice => NameOf(choice) == arguments.GetValue(_allocator))
                : Allocator.System;
            NativeSettings.Use(allocator);

            // Hand-written networks convolve first; where this does not help, the generated ones refuse to.
            ProcessorCaches.Provide();
            torch.set_num_threads(arguments.GetValue(_threads));
            var report = new BenchmarkReport(arguments.GetValue(_json));
            measure(new BenchmarkRun
            {
                Report = report,
                Networks = [.. BenchmarkNetworks.All.Where(network => (arguments.GetValue(_network) ?? network.Name) == network.Name)],
                Measure = arguments.GetValue(_measure),
                Pairs = arguments.GetValue(_pairs),
                Threads = arguments.GetValue(_threads),
                Allocator = NameOf(allocator),
                WaitingThreads = NameOf(waiting),
                IsLayoutStated = arguments.GetResult(_layout) is { Implicit: false },
                Format = new StepFormat(arguments.GetValue(_layout), arguments.GetValue(_precision)),
            }, arguments);
            report.Complete();
        });
        return command;
    }

    private static string NameOf<TChoice>(TChoice choice)
        where TChoice : struct, Enum => choice.ToString().ToLowerInvariant();
}
