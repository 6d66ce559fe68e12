using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// This test assembly as a program that trains a small network and resumes if there is a checkpoint, and that may kill
/// itself on the way as the kernel would: for tests of what a dead process leaves behind.
/// </summary>
internal static partial class TrainingHost
{
    private const int Kill = 9;

    /// <summary>The argument, before a number of images, of a program that only answers.</summary>
    private const string Answers = "answers";

    /// <summary>Steps of the whole run.</summary>
    public const int Steps = 8 * 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the program.</summary>
    /// <param name="folder">Where its checkpoints and its final parameters go.</param>
    /// <param name="threads">Threads of libtorch.</param>
    /// <param name="death">When to die: at a fault point, after so many milliseconds of training, or <c>never</c>.</param>
    /// <param name="precision">In which numbers the steps compute.</param>
    /// <param name="shell">Shell commands before it, in the same process.</param>
    /// <param name="under">A command that the shell is started by.</param>
    /// <returns>The exit status, 137 where it was killed, and what it said on standard error.</returns>
    public static (int Status, string Errors) Run(string folder, int threads, string death, Precision precision = Precision.Float32, string? shell = null, string[]? under = null)
    {
        string[] program = ["dotnet", typeof(TrainingHost).Assembly.Location, folder, threads.ToString(CultureInfo.InvariantCulture), death, precision.ToString()];
        string[] command = shell is null ? program : [.. under ?? [], "sh", "-c", $"{shell}; exec \"$@\"", "sh", .. program];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException($"the program did not end within {Patience}");
        }

        return (process.ExitCode, errors.Result);
    }

    /// <summary>Runs the program to answer for single images.</summary>
    /// <param name="images">How many.</param>
    /// <returns>The exit status, and what it said.</returns>
    public static (int Status, string Output, string Errors) Answer(string images)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TrainingHost).Assembly.Location, Answers, images]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>How long a run that ended by itself trained.</summary>
    public static int Milliseconds(string folder) =>
        int.Parse(File.ReadAllText(Path.Combine(folder, "milliseconds")), CultureInfo.InvariantCulture);

    private static int Main(string[] arguments)
    {
        if (arguments[0] == Answers)
        {
            return Answer(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        }

        string folder = arguments[0];
        torch.set_num_threads(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        using TrainingData data = RecipeRun.Data();
        using Models.NormedHead full = RecipeRun.Model();
        Precision precision = Enum.Parse<Precision>(arguments[3]);
        Arm(arguments[2]);
        var clock = Stopwatch.StartNew();
        try
        {
            // Every second step, so that a run is killed with steps behind its last checkpoint too.
            string checkpoints = Path.Combine(folder, "checkpoints");
            using CompactTrainingResult<Models.NormedHead.Compact> result = full.TrainCompact(
                data,
                RecipeRun.Options with { Epochs = 8, TeacherEpochs = 2, FineTuneEpochs = 2, Precision = precision, Checkpoints = new CheckpointOptions { Folder = checkpoints, EverySteps = 2, EveryMinutes = null, KeepLast = 2 } },
                resumeFrom: CompactTrainingCheckpoint.Latest(checkpoints));
            FaultPoints.Reached = null;
            File.WriteAllText(Path.Combine(folder, "milliseconds"), clock.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture));
            full.Save(Path.Combine(folder, "full"));
            result.Network.Save(Path.Combine(folder, "compact"));
            return 0;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <summary>Answers for single images, by the network and by the fused one.</summary>
    private static int Answer(int images)
    {
        ModelCase model = ModelCases.Of("PlainVggTwin");
        using CompactNetwork network = model.CreateCompact(model.Graph.FullWidths, seed: 1);
        network.eval();
        using FusedNetwork fused = network.Fuse();
        FeatureShape shape = model.Graph.Input;
        for (int i = 0; i < images; i++)
        {
            using torch.Tensor image = torch.rand(1, shape.Channels, shape.Height, shape.Width);
            using torch.Tensor logits = i % 2 == 0 ? network.forward(image) : fused.forward(image);
            Console.WriteLine(logits.argmax().item<long>());
        }

        return 0;
    }

    /// <summary>A fault point kills at its second occurrence in a process or later, so that there is something to lose.</summary>
    private static void Arm(string death)
    {
        if (death == "never")
        {
            return;
        }

        if (!char.IsAsciiDigit(death[0]))
        {
            FaultPoint point = Enum.Parse<FaultPoint>(death);
            // A scatter has many parts, a file too: the middle one of the second.
            int left = point is FaultPoint.InScatter ? 40 : point is FaultPoint.InWrite ? 80 : 2;
            FaultPoints.Reached = reached =>
            {
                if (reached == point && --left == 0)
                {
                    Die();
                }
            };
            return;
        }

        int milliseconds = int.Parse(death, CultureInfo.InvariantCulture);
        new Thread(() =>
        {
            Thread.Sleep(milliseconds);
            Die();
        })
        { IsBackground = true }.Start();
    }

    private static void Die() => _ = SendSignal(Environment.ProcessId, Kill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
