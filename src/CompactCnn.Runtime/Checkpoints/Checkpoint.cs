using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CompactCnn;

/// <summary>
/// A checkpoint of a run, checked from its first byte to its last, from which <c>Train</c> or <c>FineTune</c> can resume.
/// The file is a safetensors file with a checksum of all that it says.
/// </summary>
public sealed class Checkpoint
{
    /// <summary>The oldest version of texts that a checkpoint is read of.</summary>
    internal const int OldestVersion = 2;

    internal const string Kind = "checkpoint";

    private readonly RunRecord _record;

    private Checkpoint(string path, SafetensorsReader file, IReadOnlyList<string> warnings)
    {
        Path = path;
        CheckKind(file);
        file.CheckContent();
        _record = new RunRecord(Text(file, "model"), Text(file, "phase"), List(file, "declaration"), Table(file, "settings"), Table(file, "environment"))
        {
            FullName = file.Metadata.GetValueOrDefault(ManifestText.ClassKey),
        };
        Step = Number(file, "step");
        Steps = Number(file, "steps");
        Epoch = (int)Number(file, "epoch");
        Warnings = [.. warnings, .. DifferencesOfEnvironment()];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Name of the model's class.</summary>
    public string Model => _record.Model;

    /// <summary><c>training</c> or <c>fine-tuning</c>.</summary>
    public string Phase => _record.Phase;

    /// <summary>Steps that were done.</summary>
    public long Step { get; }

    /// <summary>Steps of the whole run.</summary>
    public long Steps { get; }

    /// <summary>Epochs that were completed.</summary>
    public int Epoch { get; }

    /// <summary>The options, the data and what the caller added, by name, as they were recorded.</summary>
    public IReadOnlyDictionary<string, string> Settings => _record.Settings;

    /// <summary>
    /// Newer checkpoints that were passed over, and what is not as it was where the run began (threads, processor, system,
    /// versions), so that the last bits of its results may differ: a sentence each.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>As <c>SmallVgg, training: step 120 of 1,300, 3 epochs done, in run/checkpoint-000000120.safetensors</c>.</summary>
    public override string ToString() => $"{UntrustedText.Show(Model)}, {UntrustedText.Show(Phase)}: step {Printed.Count(Step)} of {Printed.Count(Steps)}, {Printed.Of(Epoch, "epoch")} done, in {Path}";

    /// <summary>Opens a checkpoint and checks all of it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="CheckpointException">The file is missing, damaged, no checkpoint, or of a newer version.</exception>
    public static Checkpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(path, "resume from an earlier one", []);
    }

    /// <summary>The checkpoints in a folder, the newest first; nothing of them is read.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    /// <returns>Paths of files; none where there is no such folder.</returns>
    public static IReadOnlyList<string> Paths(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return CheckpointFolder.Newest(folder);
    }

    /// <summary>Opens the newest checkpoint of a folder and checks all of it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="skipDamaged">
    /// Whether those that cannot be used are passed over; the <see cref="Warnings"/> of the one returned name them.
    /// </param>
    /// <returns>The checkpoint; null where the folder holds none.</returns>
    /// <exception cref="CheckpointException">The newest cannot be used, or none can; the message says what is wrong with it, and which is the one before.</exception>
    public static Checkpoint? Latest(string folder, bool skipDamaged = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] paths = CheckpointFolder.Newest(folder);
        var warnings = new List<string>();
        for (int i = 0; i < paths.Length; i++)
        {
            string mend = i + 1 < paths.Length ? $"the one before it is '{paths[i + 1]}'" : "there is none before it";
            try
            {
                return Open(paths[i], mend, warnings);
            }
            catch (CheckpointException exception) when (skipDamaged && i + 1 < paths.Length)
            {
                warnings.Add(exception.Message);
            }
        }

        return null;
    }

    /// <summary>Replaces what the parts of a run remember by what the file holds.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="now">The run that is to resume.</param>
    /// <param name="mayDiffer">Names of settings that may be others, as <see cref="CheckpointOptions.MayDiffer"/> has them.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another run; nothing has changed.</exception>
    internal void Restore(IStateful parts, RunRecord now, IReadOnlyCollection<string> mayDiffer)
    {
        CheckRun(now, mayDiffer);
        Guard(Path, "resume from an earlier one", file =>
        {
            // The file may have changed since it was opened.
            file.CheckContent();
            new StateReader(file, Path).Read(parts);
            return this;
        });
    }

    private static Checkpoint Open(string path, string mend, IReadOnlyList<string> warnings) =>
        Guard(path, mend, file => new Checkpoint(path, file, warnings));

    private static Checkpoint Guard(string path, string mend, Func<SafetensorsReader, Checkpoint> read)
    {
        try
        {
            using SafetensorsReader file = SafetensorsReader.Open(path, mend);
            return read(file);
        }
        catch (ModelFileException exception)
        {
            throw new CheckpointException(exception.Message, exception);
        }
    }

    private IEnumerable<string> DifferencesOfEnvironment() => RunEnvironment.Describe()
        .Select(entry => (Name: entry.Key, Now: entry.Value, Recorded: _record.Environment.GetValueOrDefault(entry.Key, "unknown")))
        .Where(entry => entry.Recorded != entry.Now)
        .Select(entry => $"'{Path}' was written with {entry.Name} {UntrustedText.Show(entry.Recorded)}, and the run resumes with {entry.Now}: the last bits of its results may differ");

    private void CheckRun(RunRecord now, IReadOnlyCollection<string> mayDiffer)
    {
        Expect("phase", Phase, now.Phase);
        if (now.Graph is { } graph && !ModelNames.IsOf(graph, Model, _record.FullName))
        {
            throw new CheckpointException($"'{Path}' has {ModelNames.Difference(graph, Model, _record.FullName, "resume")}");
        }

        if (GraphText.Difference(_record.Declaration, now.Declaration) is { } difference)
        {
            throw new CheckpointException($"'{Path}' is of another declaration of '{Model}': {difference}; resume with the declaration that wrote it, or begin a new run in another folder");
        }

        foreach (string name in Settings.Keys.Union(now.Settings.Keys).Where(name => !RecordedImages.IsOne(name) && !IsPartOf(name, mayDiffer)))
        {
            string? recorded = Settings.GetValueOrDefault(name);
            string? given = now.Settings.GetValueOrDefault(name);
            if (recorded != given)
            {
                throw new CheckpointException($"'{Path}' was recorded with {UntrustedText.Show(name)} {(recorded is null ? "absent" : UntrustedText.Show(recorded))}, but {given ?? "none"} was given; resume with what was recorded, or begin a new run in another folder");
            }
        }

        if (RecordedImages.Change(Settings, now.Settings) is { } change)
        {
            throw new CheckpointException($"since '{Path}' was written {change}; resume with the pictures of then, or begin a new run in another folder");
        }
    }

    private static bool IsPartOf(string name, IReadOnlyCollection<string> wholes) =>
        wholes.Any(whole => name == whole || name.StartsWith(whole + ".", StringComparison.Ordinal));

    private void Expect(string name, string recorded, string now)
    {
        if (recorded != now)
        {
            throw new CheckpointException($"'{Path}' has the {name} {UntrustedText.Quote(recorded)}, but this run has '{now}'; resume the run that wrote it");
        }
    }

    private void CheckKind(SafetensorsReader file)
    {
        string? version = ManifestText.VersionOf(file.Metadata);
        if (version is null || file.Metadata.GetValueOrDefault("network") != Kind)
        {
            string found = file.Metadata.TryGetValue("network", out string? network) ? $"the network {UntrustedText.Quote(network)}" : "nothing of that kind";
            throw new CheckpointException($"'{Path}' is no checkpoint: it holds {found}, but '{Kind}' was expected; give a file that a run wrote into its folder of checkpoints");
        }

        if (!ManifestText.IsKnown(version, OldestVersion))
        {
            throw new CheckpointException(FormattableString.Invariant($"'{Path}' has version {UntrustedText.Quote(version)} of CompactCnn's texts, but {OldestVersion} to {ManifestText.Version} are read here; resume with the version of the library that wrote it"));
        }
    }

    private string Text(SafetensorsReader file, string key) =>
        file.Metadata.TryGetValue(key, out string? text) ? text : throw new CheckpointException($"'{Path}' does not say its {key}; resume from an earlier one");

    private long Number(SafetensorsReader file, string key) =>
        long.TryParse(Text(file, key), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new CheckpointException($"'{Path}' has the {key} {UntrustedText.Quote(Text(file, key))}, which is no whole number of 0 or more; resume from an earlier one");

    private Dictionary<string, string> Table(SafetensorsReader file, string key) =>
        new(Parsed(file, key, "table of texts", FileJson.Default.DictionaryStringString), StringComparer.Ordinal);

    private string[] List(SafetensorsReader file, string key)
    {
        const string what = "list of texts";
        string?[] texts = Parsed(file, key, what, FileJson.Default.StringArray);
        return texts.Contains(null) ? throw No(key, what) : [.. texts!];
    }

    private T Parsed<T>(SafetensorsReader file, string key, string what, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Text(file, key), type) ?? throw No(key, what);
        }
        catch (JsonException exception)
        {
            throw No(key, what, exception);
        }
    }

    private CheckpointException No(string key, string what, Exception? inner = null) =>
        new($"'{Path}' has {key} that {(key.EndsWith('s') ? "are" : "is")} no {what}; resume from an earlier one", inner!);
}
