using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>What computes: the processor, or a device that this build of libtorch sees.</summary>
internal static partial class ComputeDevice
{
    public const string OptionName = "--device";

    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    /// <summary>The option that names it.</summary>
    public static Option<string> Option() => new(OptionName)
    {
        Description = "what trains: cpu, cuda, one of several as cuda:1, or mps",
        HelpName = "NAME",
        DefaultValueFactory = _ => Cpu,
        CustomParser = argument =>
        {
            string name = argument.Tokens[0].Value.ToLowerInvariant();
            if (!Known().IsMatch(name))
                argument.AddError($"{OptionName} must be cpu, cuda, one of several as cuda:1, or mps, but is '{argument.Tokens[0].Value}'");

            return name;
        },
    };

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
                    $"{OptionName} {name} is not there: this build of libtorch sees {devices} CUDA devices; give another, or the program a libtorch for CUDA"));
            }
        }
        else if (name == "mps" && !torch.mps_is_available())
        {
            throw new UsageException($"{OptionName} {name} is not there: this build of libtorch sees no Metal; give another");
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
