using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CompactCnn.CommandLine;

/// <summary>What the results of a folder say of the run that left them: with which options, and on which pictures.</summary>
/// <param name="Options">The run's options by name; null where the file does not say.</param>
/// <param name="Images">Its pictures, as checkpoints record them; null where the file does not say.</param>
internal sealed record FinishedRun(IReadOnlyDictionary<string, string>? Options, IReadOnlyDictionary<string, string>? Images)
{
    /// <summary>The file that is written last: a folder that has it holds a finished run.</summary>
    public const string File = "result.json";

    private const long LongestFile = 1 << 28;

    /// <summary>The finished run of a folder; null if there is none.</summary>
    /// <param name="results">The folder.</param>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static FinishedRun? In(OutputFolder results) =>
        System.IO.File.Exists(results.PathOf(File))
            ? Read(results, ResultJson.Plain.FinishedRun) ?? new FinishedRun(null, null)
            : null;

    /// <summary>The results of a folder, as the command that wrote them says them to programs.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static T? Read<T>(OutputFolder results, JsonTypeInfo<T> type)
        where T : class
    {
        string path = results.PathOf(File);
        try
        {
            return JsonSerializer.Deserialize(RegularFile.ReadAllText(path, LongestFile), type);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {exception.Message.TrimEnd('.')}; give another folder");
        }
    }

    /// <summary>Refuses to replace a run of other options.</summary>
    /// <param name="folder">The folder, as the user gave it.</param>
    /// <param name="options">The options of now.</param>
    /// <param name="resume">Whether a run of fewer epochs may be lengthened.</param>
    /// <returns>True if it is the same run; false if it is to be lengthened.</returns>
    /// <exception cref="UsageException">It is another run.</exception>
    public bool IsSame(string folder, IReadOnlyDictionary<string, string> options, bool resume)
    {
        if (Options is null)
        {
            throw new UsageException($"--out '{folder}' holds '{File}', which does not say of which options it is the result; "
                + $"give another folder, or add {Overwriting.Name} to replace it");
        }

        IReadOnlyDictionary<string, string> then = Options;
        string[] different = SettingDifferences.Between(then, options);
        if (different.Length == 0)
            return true;

        bool longer = different.Length == 1 && different[0] == Lengthening.Epochs && Lengthening.IsShorter(Options, options);
        if (longer && resume)
            return false;

        string differences = SettingDifferences.Text(different, then, options, "given");
        throw new UsageException(longer
            ? $"--out '{folder}' holds a finished run ({differences}); add --resume to go on from its end, give another folder, "
                + $"or add {Overwriting.Name} to begin anew"
            : $"--out '{folder}' holds a finished run of other options ({differences}); give another folder, or add {Overwriting.Name} "
                + $"to replace it; to lengthen it give its options with more {Lengthening.Epochs} and --resume");
    }

    /// <summary>Refuses to take a run on other pictures for the same.</summary>
    /// <exception cref="UsageException">They have changed.</exception>
    public void CheckImages(string folder, IReadOnlyDictionary<string, string> images)
    {
        if (RecordedImages.Change(Images ?? images, images) is { } change)
        {
            throw new UsageException($"since the run in --out '{folder}' was finished {change}; "
                + $"give another folder for the pictures of now, or add {Overwriting.Name} to replace it");
        }
    }
}
