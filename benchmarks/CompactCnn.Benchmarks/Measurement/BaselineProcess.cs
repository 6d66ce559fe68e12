using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// A process that makes a step of a hand-written dense network whenever it is asked to, and says how long that took: a
/// baseline whose allocator and threads are left alone, for that cannot be undone in a process.
/// </summary>
internal sealed class BaselineProcess : IDisposable
{
    private const string Name = "baseline";

    private readonly Process _process;

    public BaselineProcess(string network, int threads)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(BaselineProcess).Assembly.Location, Name, network, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The hidden command that such a process runs.</summary>
    public static Command Command()
    {
        var network = new Argument<string>("NETWORK");
        var threads = new Argument<int>("THREADS");
        var command = new Command(Name) { network, threads };
        command.Hidden = true;
        command.SetAction(arguments => Serve(arguments.GetRequiredValue(network), arguments.GetValue(threads)));
        return command;
    }

    /// <summary>Has two steps made.</summary>
    /// <returns>Seconds that the second took.</returns>
    public double Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the process of the baseline has ended");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        // At the end of its input it ends.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Serve(string name, int threads)
    {
        ProcessorCaches.Provide();
        set_num_threads(threads);
        using HandWrittenNetwork network = BenchmarkNetworks.All.Single(network => network.Name == name).HandWritten(1);
        using Tensor images = rand(StepSettings.BatchSize, 3, 32, 32);
        using Tensor labels = randint(0, 10, StepSettings.BatchSize, ScalarType.Int64);
        while (Console.In.ReadLine() is not null)
        {
            Console.WriteLine(PairedMeasurement.SecondsOfSecond(() => network.Step(images, labels)).ToString("R", CultureInfo.InvariantCulture));
        }
    }
}
