using System.Globalization;
using System.Text.RegularExpressions;

namespace CompactCnn;

/// <summary>The checkpoints of one run in a folder: their names, which is the newest, and which may go.</summary>
internal sealed partial class CheckpointFolder
{
    private readonly CheckpointOptions _options;

    private CheckpointFolder(CheckpointOptions options, string? lastGood)
    {
        _options = options;
        LastGood = lastGood;
    }

    /// <summary>The newest checkpoint that this run wrote or resumed from; null if there is none yet.</summary>
    public string? LastGood { get; private set; }

    /// <summary>The checkpoints of a folder, the newest first.</summary>
    public static string[] Newest(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(path => StepOf(path) >= 0).OrderByDescending(StepOf)]
        : [];

    /// <summary>Makes sure, before hours of work, that checkpoints can be written; what a killed run left half-written is removed.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="resumeFrom">The checkpoint from which the run resumes; null for a new run.</param>
    /// <exception cref="CheckpointException">The folder cannot be written to, or holds the checkpoints of another run.</exception>
    public static CheckpointFolder Prepare(CheckpointOptions options, Checkpoint? resumeFrom)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            string probe = Path.Combine(options.Folder, Path.GetRandomFileName());
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }

            foreach (string aside in Directory.EnumerateFiles(options.Folder).Where(path => Aside().IsMatch(Path.GetFileName(path))))
            {
                File.Delete(aside);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointException($"the folder of checkpoints '{options.Folder}' cannot be written to: {exception.Message.TrimEnd('.')}; give another folder", exception);
        }

        string[] present = Newest(options.Folder);
        if (present.Length > 0 && !Contains(options.Folder, resumeFrom))
        {
            throw new CheckpointException($"the folder '{options.Folder}' holds checkpoints of another run, the newest '{Path.GetFileName(present[0])}'; resume from it, delete it, or give another folder");
        }

        return new CheckpointFolder(options, resumeFrom?.Path);
    }

    /// <summary>Where the checkpoint of a step goes.</summary>
    public string PathOf(long step) => Path.Combine(_options.Folder, string.Create(CultureInfo.InvariantCulture, $"checkpoint-{step:D9}.safetensors"));

    /// <summary>A checkpoint was written whole; those that are too many now go.</summary>
    /// <param name="step">Its step.</param>
    public void Written(long step)
    {
        LastGood = PathOf(step);
        // Later ones are of a future that this run, gone back, has not reached yet.
        foreach (string path in Newest(_options.Folder).Where(path => StepOf(path) <= step).Skip(_options.KeepLast))
        {
            File.Delete(path);
        }
    }

    private static bool Contains(string folder, Checkpoint? checkpoint) =>
        checkpoint is not null && Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) == Path.GetDirectoryName(Path.GetFullPath(checkpoint.Path));

    private static long StepOf(string path) =>
        Name().Match(Path.GetFileName(path)) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : -1;

    [GeneratedRegex(@"^checkpoint-(\d{9,18})\.safetensors$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^checkpoint-\d{9,18}\.safetensors\.[0-9a-f]{8}\.tmp$")]
    private static partial Regex Aside();
}
