using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Each setting is declared once; options, cells, differences, variations and records have it from there.</summary>
public sealed partial class SettingTableTests
{
    private const int Draws = 40;

    public static TheoryData<string> Names => [.. SettingTable.All.Select(setting => setting.Name)];

    [Fact]
    public void TheTableHasEveryDeclaration()
    {
        RunSetting[] declared = [.. typeof(SettingTable).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)).OfType<RunSetting>()];
        Assert.Equal(declared.Order(ByName), SettingTable.All.Order(ByName));
        Assert.Distinct(SettingTable.All.Select(setting => setting.Name));
        Assert.Distinct(SettingTable.All.Select(setting => setting.Property));
        Assert.All(SettingTable.All, setting => Assert.True(
            setting.Argument is not null || setting.Commands != RunCommands.None || setting.IsVariation, $"nobody can give '{setting.Name}'"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItsNameIsWrittenOnce(string name)
    {
        string folder = Path.Combine(ProgramRun.Repository, "src", "CompactCnn.CommandLine");
        string[] sources = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        string generated = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        string[] code = [.. sources.Where(path => !path.Contains(generated)).Select(File.ReadAllText)];
        Assert.Equal(1, code.Sum(text => Declaration().Matches(text).Count(match => match.Groups["name"].Value == name)));
        // Help and examples speak of options; nothing else makes one, or knows one by a text of its own.
        if (Named(name).Argument is null)
            Assert.All(code, text => Assert.DoesNotContain($"\"--{name}\"", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsPrintedCanBeTyped(string name)
    {
        RunSetting setting = Named(name);
        foreach (RunSettings settings in Drawn(setting))
        {
            Func<RunSettings, RunSettings>? parsed = setting.Parse(setting.Print(settings));
            Assert.NotNull(parsed);
            Assert.Equal(setting.Print(settings), setting.Print(parsed(RunSettings.Default)));
            Assert.Equal(settings, parsed(settings));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ACellKeepsIt(string name)
    {
        RunSetting setting = Named(name);
        // A cell is of a fraction.
        foreach (RunSettings settings in Drawn(setting).Where(settings => settings.Recipe.Target.Limit is null))
        {
            CellRequest request = Request(settings);
            string json = JsonSerializer.Serialize(request, ResultJson.Plain.CellRequest);
            CellRequest read = JsonSerializer.Deserialize(json, ResultJson.Plain.CellRequest)!;
            Assert.Equal(json, JsonSerializer.Serialize(read, ResultJson.Plain.CellRequest));
            Assert.Equal(setting.InCells == InCells.Never ? setting.DefaultText : setting.Print(settings), setting.Print(read.Asked));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ADifferenceIsNamedAsItIsTyped(string name)
    {
        RunSetting setting = Named(name);
        RunSettings then = Drawn(setting).First(settings => setting.Print(settings) != setting.DefaultText);
        Assert.NotEqual(then, RunSettings.Default);
        string text = Request(then).Differences(Request(RunSettings.Default with { Model = "model" }), "asked");
        if (setting.InCells != InCells.Never)
            Assert.Contains($"{setting.Label(RunCommands.Compare)} {setting.Print(then)} there, ", text, StringComparison.Ordinal);
        else
            Assert.Empty(text);

        if (setting.Commands.HasFlag(RunCommands.Train) && setting.MakesAnotherRun)
            Assert.Equal(setting.Print(then), then.Record(SettingTable.OfARun, RunCommands.Train)[setting.OptionName]);
    }

    [Fact]
    public void DefaultsAreTheLibrarys()
    {
        Assert.Equal(RunSettings.Default, RunSettings.Default with { Recipe = new CompactTrainingOptions() });
        var measured = new CompactTrainingOptions();
        Assert.Equal(
            (measured.Epochs, measured.FineTuneEpochs, measured.BatchSize, measured.Seed, measured.Optimizer.LearningRate, measured.Target.Fraction),
            (SettingTable.Epochs.Default, SettingTable.FineTuneEpochs.Default, SettingTable.BatchSize.Default, SettingTable.Seed.Default, SettingTable.LearningRate.Default, SettingTable.Active.Default));
        Assert.Equal(
            (measured.Shrinking.Over, measured.Shrinking.Power, measured.Selection.FreezeAfter, measured.Selection.ReselectEvery, measured.Selection.Selector),
            (SettingTable.ShrinkOver.Default, SettingTable.ShrinkPower.Default, SettingTable.FreezeAfter.Default, SettingTable.ReselectEvery.Default, SettingTable.Selector.Default));
    }

    [Fact]
    public void EveryCellOfTheResultsIsReadAsItWasWritten()
    {
        int cells = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(ProgramRun.Repository, "docs", "results"), "*.zip", SearchOption.AllDirectories))
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                string request = RequestOf(entry);
                CellRequest read = JsonSerializer.Deserialize(request, ResultJson.Plain.CellRequest)!;
                JsonElement written = JsonDocument.Parse(JsonSerializer.Serialize(read, ResultJson.Plain.CellRequest)).RootElement;
                Assert.All(JsonDocument.Parse(request).RootElement.EnumerateObject(), said =>
                    Assert.True(JsonElement.DeepEquals(said.Value, written.GetProperty(said.Name)), $"{entry.Name}: {said.Name} {said.Value}"));
                Assert.Equal(read.Cell().Name, Path.GetFileNameWithoutExtension(entry.Name));
                cells++;
            }
        }

        Assert.InRange(cells, 600, 100_000);
    }

    [Theory]
    [InlineData("batchSize", "1", "'batchSize' must be a whole number, 2 to 10000000")]
    [InlineData("batchSize", "\"64\"", "'batchSize' must be a whole number")]
    [InlineData("batchSize", "null", "'batchSize' is missing")]
    [InlineData("active", "0", "'active' must be a number above 0 and at most 1")]
    [InlineData("active", "null", "'active' is missing")]
    [InlineData("precision", "\"Float8\"", "'precision' must be float32 or bf16")]
    [InlineData("learningRateWarmup", "1", "'learningRateWarmup' must be 0 or more and below 1")]
    [InlineData("method", "3", "'method' must be a text")]
    [InlineData("data", "3", "'data' must be a text")]
    public void ACellThatCannotBeIsRefused(string key, string value, string expected)
    {
        string json = JsonSerializer.Serialize(Request(RunSettings.Default), ResultJson.Plain.CellRequest);
        string wrong = Regex.Replace(json, $"\"{key}\":[^,}}]*", $"\"{key}\":{value}");
        JsonException refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(wrong, ResultJson.Plain.CellRequest));
        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVariationOfAMethodWithSelectionsOfItsOwnIsTaken()
    {
        CompactTrainingOptions recipe = Recipe("literal+freeze-after=0.7+start=0.5");
        Assert.Equal((0.7, 0.5, 1), (recipe.Selection.FreezeAfter, recipe.Shrinking.From, recipe.Selection.ReselectEvery));
        // Of a selector of its own kind, a setting changes that alone.
        Assert.Equal(new SlidingWindowUcb { Window = 50, ExplorationFactor = 0.1 }, Recipe("cucb+window=50+exploration=0.1").Selection.Selector);
        CompactTarget target = Recipe("global-macs+multiple-of=8").Target;
        Assert.Equal((8, BudgetMeasure.Macs), (target.MultipleOf, target.Measure));
    }

    [Fact]
    public void AMeasureHasItsOwnDefaultsAndKeepsTheRest()
    {
        RunSettings settings = SettingTable.MultipleOf.With(SettingTable.Active.With(RunSettings.Default, 0.3), 8);
        CompactTarget target = SettingTable.Budget.With(settings, new(BudgetMeasure.Macs, null)).Recipe.Target;
        Assert.Equal(CompactTarget.FractionOfMacs(0.3) with { MultipleOf = 8 }, target);
        Assert.Equal(CompactTarget.Parameters(5000) with { MultipleOf = 8 }, SettingTable.Budget.With(settings, new(BudgetMeasure.Parameters, 5000)).Recipe.Target);
        Assert.Equal(settings.Recipe.Target, SettingTable.Budget.With(settings, SettingTable.Budget.Get(settings)).Recipe.Target);
    }

    private static IComparer<RunSetting> ByName => Comparer<RunSetting>.Create((one, other) => string.CompareOrdinal(one.Name, other.Name));

    private static RunSetting Named(string name) => SettingTable.All.Single(setting => setting.Name == name);

    private static CellRequest Request(RunSettings settings) => new()
    {
        Method = "cucb",
        Asked = settings.Model.Length > 0 ? settings : settings with { Model = "model" },
    };

    private static CompactTrainingOptions Recipe(string name)
    {
        ComparisonMethod method = ComparisonMethods.Named(name);
        return method.Recipe(method.Vary(RunSettings.Default), Zoo.Catalog.Find("fashion-vgg")!.CostOf(0.25));
    }

    /// <summary>Settings with values of all kinds: numbers large and small, names, and none.</summary>
    private static RunSettings[] Drawn(RunSetting setting)
    {
        var random = new Random(setting.Name.Length);
        string[] texts =
        [
            "absent", "cpu", "cuda:1", "fashion-mnist", "per-layer", "global", "parameters=50000", "macs=2000000", "macs",
            "float32", "bf16", "contiguous", "channels-last", "none", "shift", "standard",
            .. SelectorNames.Kind.Names, .. AllNames<SaliencyForm>(), .. AllNames<SaliencyScale>(), .. AllNames<SaliencyNormalization>(),
            .. AllNames<NormalizationScope>(), .. AllNames<BudgetObjective>(), .. AllNames<BudgetScope>(),
            "0", "1", "0.5", "1e-07", "123456.789", "-9223372036854775808",
            .. Enumerable.Range(0, Draws).Select(_ => random.Next(0, 5000).ToString(CultureInfo.InvariantCulture)),
            .. Enumerable.Range(0, Draws).Select(_ => random.NextDouble().ToString(CultureInfo.InvariantCulture)),
        ];
        RunSettings[] drawn = [.. texts.Select(setting.Parse).OfType<Func<RunSettings, RunSettings>>().Select(parsed => parsed(RunSettings.Default))];
        Assert.InRange(drawn.Length, 1, texts.Length);
        return drawn;
    }

    private static IReadOnlyList<string> AllNames<T>()
        where T : struct, Enum => Choices.OfAll<T>().Names;

    private static string RequestOf(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using JsonDocument cell = JsonDocument.Parse(content);
        return cell.RootElement.GetProperty("request").GetRawText();
    }

    [GeneratedRegex("""new\(\s*"(?<name>[a-z-]+)",\s*nameof\(""", RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
