using System.CommandLine;
using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>The commands that train.</summary>
[Flags]
internal enum RunCommands
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><c>train</c>.</summary>
    Train = 1,

    /// <summary><c>compare</c>.</summary>
    Compare = 2,

    /// <summary>Both.</summary>
    All = Train | Compare,
}

/// <summary>How the file of a cell has a setting.</summary>
internal enum InCells
{
    /// <summary>Not at all: the method's name says it.</summary>
    Never,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Always, but for old files, which are of the default.</summary>
    OfLate,

    /// <summary>Where it is not the default.</summary>
    UnlessDefault,
}

/// <summary>
/// A setting of a run, declared once, in <see cref="SettingTable"/>: its option with help, range and default, its place in
/// the files of cells and in the records of runs, the variation of a method, and its name where one is refused, are made of it.
/// </summary>
/// <param name="name">Its name as it is typed, without dashes.</param>
/// <param name="property">Its property's name: the library refuses it by that, and files have it in camel case.</param>
internal abstract class RunSetting(string name, string property)
{
    /// <summary>Its name as a variation's (<c>cucb+reselect-every=100</c>).</summary>
    public string Name => name;

    /// <summary>The name of its property.</summary>
    public string Property => property;

    /// <summary>Its name as an option's.</summary>
    public string OptionName => $"--{name}";

    /// <summary>Its name in files of cells.</summary>
    public string Key { get; } = JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>What it is, in a line.</summary>
    public required string Help { get; init; }

    /// <summary>What it is for <c>compare</c>; absent: the same.</summary>
    public string? HelpOfCompare { get; init; }

    /// <summary>The commands that it is an option of.</summary>
    public RunCommands Commands { get; init; }

    /// <summary>The argument that it is instead of an option; null for none.</summary>
    public string? Argument { get; init; }

    /// <summary>How files of cells have it.</summary>
    public InCells InCells { get; init; }

    /// <summary>Whether a method can be compared with one that has another value.</summary>
    public bool IsVariation { get; init; }

    /// <summary>Whether another value makes another run of <c>train</c>, which does not go on from where it was.</summary>
    public bool MakesAnotherRun { get; init; } = true;

    /// <summary>Its default as it is typed.</summary>
    public string DefaultText => Print(RunSettings.Default);

    /// <summary>Which values it may have, as it goes on after "must be".</summary>
    public abstract string Rule { get; }

    /// <summary>Whether a user of a command can give it.</summary>
    public bool IsGivenTo(RunCommands command) => Argument is not null || Commands.HasFlag(command);

    /// <summary>What a user of a command knows it by.</summary>
    public string Label(RunCommands command) => Argument ?? (Commands.HasFlag(command) ? OptionName : Name);

    /// <summary>Its option for a command.</summary>
    public abstract Option CreateOption(ProgramContext context, RunCommands command);

    /// <summary>Settings with the value that its option was given, or has by default.</summary>
    public abstract RunSettings Take(RunSettings settings, ParseResult parsed, Option option);

    /// <summary>Whether it has no value in settings, and follows from others.</summary>
    public abstract bool IsAbsent(RunSettings settings);

    /// <summary>Its value in settings, as it is typed.</summary>
    public abstract string Print(RunSettings settings);

    /// <summary>What changes settings to the value of a text; null where the text is none.</summary>
    public abstract Func<RunSettings, RunSettings>? Parse(string text);

    /// <summary>Its value in settings, as JSON.</summary>
    public abstract void Write(Utf8JsonWriter file, RunSettings settings);

    /// <summary>Settings with the value of JSON; null where it is none.</summary>
    public abstract RunSettings? Read(RunSettings settings, JsonElement element);
}

/// <summary>A setting whose values are of a type.</summary>
/// <param name="name">Its name as it is typed, without dashes.</param>
/// <param name="property">Its property's name.</param>
/// <param name="values">Which values it may have.</param>
/// <param name="get">Its value in settings.</param>
/// <param name="with">Settings with another value of it.</param>
internal class RunSetting<T>(
    string name, string property, ValueKind<T> values, Func<RunSettings, T> get, Func<RunSettings, T, RunSettings> with)
    : RunSetting(name, property)
{
    /// <summary>Which values it may have.</summary>
    public ValueKind<T> Values => values;

    /// <summary>Which values <c>compare</c> takes; absent: the same.</summary>
    public ValueKind<T>? ValuesOfCompare { get; init; }

    /// <summary>Which values a program's option takes where that follows from what the program knows; absent: the same.</summary>
    public Func<ProgramContext, ValueKind<T>>? ValuesOfProgram { get; init; }

    /// <inheritdoc/>
    public override string Rule => values.Rule;

    /// <summary>Its value where nobody said another: the library's.</summary>
    public T Default => get(RunSettings.Default);

    /// <summary>Its value in settings.</summary>
    public T Get(RunSettings settings) => get(settings);

    /// <summary>Settings with another value of it.</summary>
    public RunSettings With(RunSettings settings, T value) => with(settings, value);

    /// <inheritdoc/>
    public override Option<Choice<T>> CreateOption(ProgramContext context, RunCommands command)
    {
        bool isCompared = command == RunCommands.Compare;
        ValueKind<T> allowed = (isCompared ? ValuesOfCompare : null) ?? ValuesOfProgram?.Invoke(context) ?? values;
        return ValueOption.Named(OptionName, (isCompared ? HelpOfCompare : null) ?? Help, allowed, Default);
    }

    /// <inheritdoc/>
    public override RunSettings Take(RunSettings settings, ParseResult parsed, Option option) =>
        with(settings, parsed.GetValue((Option<Choice<T>>)option).Value);

    /// <inheritdoc/>
    public override bool IsAbsent(RunSettings settings) => get(settings) is null;

    /// <inheritdoc/>
    public override string Print(RunSettings settings) => values.Print(get(settings));

    /// <inheritdoc/>
    public override Func<RunSettings, RunSettings>? Parse(string text) =>
        values.TryParse(text, out T value) ? settings => with(settings, value) : null;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter file, RunSettings settings) => values.Write(file, get(settings));

    /// <inheritdoc/>
    public override RunSettings? Read(RunSettings settings, JsonElement element) =>
        values.TryRead(element, out T value) ? with(settings, value) : null;
}

/// <summary>A setting of the library's recipe.</summary>
/// <param name="name">Its name as it is typed, without dashes.</param>
/// <param name="property">Its property's name.</param>
/// <param name="values">Which values it may have.</param>
/// <param name="get">Its value in a recipe.</param>
/// <param name="with">A recipe with another value of it.</param>
internal sealed class RecipeSetting<T>(
    string name,
    string property,
    ValueKind<T> values,
    Func<CompactTrainingOptions, T> get,
    Func<CompactTrainingOptions, T, CompactTrainingOptions> with)
    : RunSetting<T>(
        name,
        property,
        values,
        settings => get(settings.Recipe),
        (settings, value) => settings with { Recipe = with(settings.Recipe, value) });
