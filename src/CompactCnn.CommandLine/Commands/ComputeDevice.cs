using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>What computes: the processor, or a device that this build of libtorch sees.</summary>
internal static partial class ComputeDevice
{
    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    /// <summary>Whether a text names one, there or not.</summary>
    public static bool IsName(string text) => Known().IsMatch(text);

    /// <summary>The device of a name.</summary>
    /// <exception cref="UsageException">libtorch does not see it.</exception>
    public static torch.Device Of(string name)
    {
        if (name.StartsWith("cuda", StringComparison.Ordinal))
        {
            int devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            int index = name.Split(':') is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
            if (index >= devices)
            {
                throw new UsageException(FormattableString.Invariant(
                    $"{SettingTable.Device.OptionName} {name} is not there: this build of libtorch sees {devices} CUDA devices; give another, or the program a libtorch for CUDA"));
            }
        }
        else if (name == "mps" && !torch.mps_is_available())
        {
            throw new UsageException($"{SettingTable.Device.OptionName} {name} is not there: this build of libtorch sees no Metal; give another");
        }

        return torch.device(name);
    }

    /// <summary>Has libtorch compute on so many threads.</summary>
    /// <param name="threads">How many; 0 for as many as it takes by itself.</param>
    public static void UseThreads(int threads)
    {
        if (threads > 0)
            torch.set_num_threads(threads);
    }

    [GeneratedRegex(@"^(cpu|mps|cuda(:\d{1,3})?)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Known();
}
