using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Trains a model by several methods, at several fractions of its channels and with several seeds.</summary>
internal static class CompareCommand
{
    private static readonly string[] DefaultMethods = ["dense", "cucb", "random-schedule", "scratch-e", "scratch-b"];

    public static Command Create(ProgramContext context)
    {
        var shared = new RunOptions(context, RunCommands.Compare, "where the results go, one file a cell; absent: ./compactcnn-out/compare-MODEL");
        Option<CommaSeparated<double>> active = ListOption.Fractions(SettingTable.Active.OptionName, "fractions of every group's channels to end with", [0.25, 0.5]);
        Option<CommaSeparated<string>> methods = ListOption.Checked(
            "--methods",
            "methods, as listed below, with commas between them; a control of another method as scratch-b@greedy; a method with settings of its own, as listed below, as cucb+reselect-every=100",
            ComparisonMethods.Names,
            DefaultMethods,
            name => ComparisonMethods.Find(name, out string problem) is null ? problem : null);
        Option<int> seeds = NumberOption.Whole("--seeds", "seeds, counted from --first-seed", 1, 1000, 3);
        Option<long> firstSeed = NumberOption.Seed("--first-seed", "the first seed; tune with other seeds than those of the result", 1);
        Option<int> jobs = NumberOption.Whole("--jobs", "cells that run at the same time; with --threads 1 and a job for each core small networks take half the time", 1, 1024, 1);

        var command = new DocumentedCommand(
            "compare",
            "compare methods, fractions of the channels and seeds on a model, one file a result; stopped, it resumes where it was",
            "compare fashion-vgg --active 0.25,0.5 --seeds 3 --epochs 5 --fine-tune 3",
            "compare resnet20-cifar10 --dataset cifar-10 --augment standard --methods dense,cucb,scratch-b,prune-taylor --out ./compare-resnet20",
            "compare fashion-vgg --validation 1000 --first-seed 100 --seeds 1 --learning-rate 0.1 --out ./tuning-0.1")
        {
            Tables =
            [
                new HelpTable("Methods", [.. ComparisonMethods.All.Select(method => (method.Name, method.Summary))]),
                new HelpTable("Settings of a method", [.. SettingTable.Variations.Select(MethodVariation.Row)]),
            ],
        };
        foreach (Option option in new Option[] { active, methods, seeds, firstSeed, jobs })
            command.Add(option);

        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            DeclaredModel model = shared.Model(parsed);
            var run = new CompareRun
            {
                Context = context,
                Model = model,
                Template = new CellRequest { Method = "", Asked = shared.Settings(parsed) },
                Methods = ComparisonMethods.WithNeeded(parsed.GetRequiredValue(methods).Values),
                Fractions = [.. parsed.GetRequiredValue(active).Values.Distinct().Order()],
                Seeds = [.. Enumerable.Range(0, parsed.GetValue(seeds)).Select(index => parsed.GetValue(firstSeed) + index)],
                DataFolder = shared.DataFolder(parsed),
                Jobs = parsed.GetValue(jobs),
                Offline = shared.Offline(parsed),
                SkipBad = shared.SkipBad(parsed),
                Allocator = parsed.GetValue<Choice<Allocator>>(ChoiceOption.AllocatorName).Name,
                WaitingThreads = parsed.GetValue<Choice<WaitingThreads>>(ChoiceOption.WaitingThreadsName).Name,
                ResultFolder = shared.ResultFolder(parsed) ?? $"./compactcnn-out/compare-{model.Name}",
            };
            run.Execute(new CommandOutput(shared.Json(parsed)));
        });
        return command;
    }
}
