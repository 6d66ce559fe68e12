using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>
/// What a command that trains is told: the model, the settings of its runs, where the images are, and where the results go.
/// </summary>
internal sealed class RunOptions
{
    private readonly Argument<DeclaredModel> _model;
    private readonly IReadOnlyList<(RunSetting Setting, Option Option)> _settings;
    private readonly Option<string?> _data = CommonOptions.Folder("--data", "where the data set's files are, or are downloaded to; absent: the usual places");
    private readonly Option<bool> _offline = new("--offline") { Description = "do not download" };
    private readonly Option<bool> _skipBad = CommonOptions.SkipBad();
    private readonly Option<string?> _folder;
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <summary>Makes the options of a command.</summary>
    /// <param name="context">The models and data sets to name.</param>
    /// <param name="command">The command.</param>
    /// <param name="folder">What goes to the folder of results.</param>
    public RunOptions(ProgramContext context, RunCommands command, string folder)
    {
        _model = ModelArgument.Create(context.Models);
        _settings = [.. SettingTable.All
            .Where(setting => setting.Commands.HasFlag(command))
            .Select(setting => (setting, setting.CreateOption(context, command)))];
        _folder = CommonOptions.Folder("--out", folder);
    }

    /// <summary>Where the results go.</summary>
    public Option Folder => _folder;

    /// <summary>Has a command take them.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        foreach (Option option in (Option[])[_data, _offline, _skipBad, .. _settings.Select(pair => pair.Option), _folder, _json])
            command.Add(option);
    }

    /// <summary>The option of a setting.</summary>
    public Option Of(RunSetting setting) => _settings.Single(pair => pair.Setting == setting).Option;

    /// <summary>The model.</summary>
    public DeclaredModel Model(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>Where the data set's files are; null: the usual places.</summary>
    public string? DataFolder(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>Whether nothing is downloaded.</summary>
    public bool Offline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>Whether pictures that cannot be read are left out.</summary>
    public bool SkipBad(ParseResult parsed) => parsed.GetValue(_skipBad);

    /// <summary>Where the results go; null: the command's own place.</summary>
    public string? ResultFolder(ParseResult parsed) => parsed.GetValue(_folder);

    /// <summary>Whether the results are printed for programs.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The settings that were given; all others have their defaults.</summary>
    public RunSettings Settings(ParseResult parsed) => _settings.Aggregate(
        RunSettings.Default with { Model = Model(parsed).Name },
        (settings, pair) => pair.Setting.Take(settings, parsed, pair.Option));
}
