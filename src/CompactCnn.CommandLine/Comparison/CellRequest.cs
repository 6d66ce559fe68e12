using System.Text.Json.Serialization;

namespace CompactCnn.CommandLine;

/// <summary>What a cell is asked to do: everything that its result depends on.</summary>
[JsonConverter(typeof(CellRequestJson))]
internal sealed record CellRequest
{
    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>What the data set is, as <see cref="CellData.Describe"/> says it; null where the file does not say.</summary>
    public string? Data { get; init; }

    /// <summary>The settings that were asked for, which the method may vary.</summary>
    public required RunSettings Asked { get; init; }

    /// <summary>The fraction of every group's channels; 1 where the method has none.</summary>
    public double Active => Asked.Active;

    /// <summary>The seed.</summary>
    public long Seed => Asked.Recipe.Seed;

    /// <summary>
    /// Whether the result is measured on images held out of the training images; else all of those are trained on, and it is measured
    /// on the test images, which nothing else ever reads.
    /// </summary>
    public bool MeasuresValidation => Asked.Images.ValidationImages > 0;

    /// <summary>The same for another cell of the grid.</summary>
    public CellRequest For(Cell cell) => this with
    {
        Method = cell.Method.Name,
        Asked = SettingTable.Active.With(SettingTable.Seed.With(Asked, cell.Seed), cell.Active),
    };

    /// <summary>The settings that the method runs with.</summary>
    public RunSettings Settings() => ComparisonMethods.Named(Method).Vary(Asked);

    /// <summary>The cell that it is.</summary>
    public Cell Cell() => new(ComparisonMethods.Named(Method), Active, Seed);

    /// <summary>What two cells were asked otherwise, as the options are typed; empty if nothing.</summary>
    /// <param name="now">The other cell.</param>
    /// <param name="given">What is said of the other's values.</param>
    /// <param name="except">Settings that may differ.</param>
    public string Differences(CellRequest now, string given, params IEnumerable<RunSetting> except)
    {
        RunSetting[] compared = [.. SettingTable.OfACell.Except(except)];
        Dictionary<string, string> then = Asked.Record(compared, RunCommands.Compare);
        Dictionary<string, string> other = now.Asked.Record(compared, RunCommands.Compare);
        // Whoever does not say which images they are knows nothing of a difference.
        if (Data is not null && now.Data is not null)
        {
            then.Add("images", Data);
            other.Add("images", now.Data);
        }

        return SettingDifferences.Text(SettingDifferences.Between(then, other), then, other, given);
    }
}
