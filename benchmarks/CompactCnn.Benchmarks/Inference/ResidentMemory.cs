using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>The most memory that a process needs to load a network and answer, each in a fresh process (Linux).</summary>
internal static class ResidentMemory
{
    /// <summary>The hidden command that such a process runs.</summary>
    public const string Command = "answer";

    private const int Answers = 50;

    /// <summary>Measures a file; libtorch is loaded only for a safetensors file.</summary>
    /// <returns>Peak resident memory in bytes.</returns>
    public static long Of(string file)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ResidentMemory).Assembly.Location, Command, file]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return long.Parse(output.Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Loads a file, answers, and prints the peak.</summary>
    public static void AnswerHere(string file)
    {
        if (file.EndsWith(".onnx", StringComparison.Ordinal))
        {
            AnswerWithOnnxRuntime(file);
            // What is measured is a deployment without it.
            if (File.ReadLines("/proc/self/maps").Any(line => line.Contains("libtorch", StringComparison.OrdinalIgnoreCase)))
                throw new InvalidOperationException("libtorch was loaded into a process that answers with ONNX Runtime");
        }
        else
        {
            AnswerWithTorch(file);
        }

        string peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        Console.WriteLine(1024 * long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
    }

    private static void AnswerWithOnnxRuntime(string file)
    {
        using var network = new OnnxAnswers(file, Environment.ProcessorCount);
        float[] pixels = new float[3 * 32 * 32];
        for (int i = 0; i < Answers; i++)
            network.Answer(pixels, 1);
    }

    private static void AnswerWithTorch(string file)
    {
        using var noGradient = no_grad();
        using SevenConvolutions.Compact network = SevenConvolutions.Compact.Load(file);
        using Tensor images = zeros(1, 3, 32, 32);
        for (int i = 0; i < Answers; i++)
            network.forward(images).Dispose();
    }
}
