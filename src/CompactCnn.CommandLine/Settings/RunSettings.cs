namespace CompactCnn.CommandLine;

/// <summary>
/// The settings of a run: the library's recipe, and what it is run with. <see cref="SettingTable"/> says what each is called,
/// means and may be. Two are equal where no setting of that table differs.
/// </summary>
internal sealed record RunSettings
{
    /// <summary>What nobody said otherwise.</summary>
    public static RunSettings Default { get; } = new();

    /// <summary>The model's name.</summary>
    public string Model { get; init; } = "";

    /// <summary>The data set's name.</summary>
    public string Dataset { get; init; } = QuickstartSettings.Dataset;

    /// <summary>Which images are trained on, and how they are varied.</summary>
    public ImageChoice Images { get; init; } = new(0, 0, CellAugmentation.None);

    /// <summary>How it is trained, with the library's defaults.</summary>
    public CompactTrainingOptions Recipe { get; init; } = new();

    /// <summary>Threads that compute; 0 for as many as libtorch takes by itself.</summary>
    public int Threads { get; init; }

    /// <summary>What trains, as <see cref="ComputeDevice"/> names it.</summary>
    public string Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>The fraction of what is limited that stays; 1 where a limit says how much.</summary>
    public double Active => Recipe.Target.Fraction ?? 1;

    /// <summary>Options of the full network's training: as many epochs as the recipe trains and fine-tunes.</summary>
    public FineTuneOptions Dense() => Recipe.ForFixedWidths(Recipe.Epochs + Recipe.FineTuneEpochs);

    /// <summary>Channels of each group where every group keeps <see cref="Active"/> of them.</summary>
    public IReadOnlyList<int> Widths(ModelGraph graph) => [.. graph.Groups.Select(group => Recipe.Target.Width(group, Active))];

    /// <summary>The same where images that are held out choose the epoch that a run ends with.</summary>
    public RunSettings EndingWithTheBestEpoch() =>
        this with { Recipe = Recipe with { Validation = Images.ValidationImages > 0 ? ValidationUse.BestEpoch : ValidationUse.None } };

    /// <summary>Refuses what the library's recipe refuses, by the names that the user typed.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="command">The command that they were given to.</param>
    /// <exception cref="UsageException">A setting is out of its range, or two do not fit together.</exception>
    /// <exception cref="ArgumentException">The minimum widths cost more than the budget allows.</exception>
    public void Check(ModelGraph graph, RunCommands command)
    {
        try
        {
            Recipe.Check(graph);
        }
        catch (ArgumentException exception) when (SettingTable.OfProperty(exception.ParamName) is { } setting)
        {
            throw new UsageException($"{setting.Label(command)} cannot be {setting.Print(this)}: {Fault.Rule(exception)}");
        }
    }

    /// <summary>These settings as names and texts, as the user types both: two runs are one where these are.</summary>
    /// <param name="settings">Which of them.</param>
    /// <param name="command">The command that they are typed for.</param>
    public Dictionary<string, string> Record(IEnumerable<RunSetting> settings, RunCommands command) =>
        settings.ToDictionary(setting => setting.Label(command), setting => setting.Print(this), StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Equals(RunSettings? other) =>
        other is not null && SettingTable.All.All(setting => setting.Print(this) == setting.Print(other));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (RunSetting setting in SettingTable.All)
            hash.Add(setting.Print(this), StringComparer.Ordinal);

        return hash.ToHashCode();
    }
}
