using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Prints what each layer of a model costs, of the full network or at an active fraction.</summary>
internal static class CostCommand
{
    public static Command Create(ProgramContext context)
    {
        Argument<DeclaredModel> model = ModelArgument.Create(context.Models);
        Option<double> active = NumberOption.Fraction(SettingTable.Active.OptionName, "the fraction of every group's channels that the network keeps", 1);
        Option<Choice<CostConvention>> convention = ConventionOption();
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "cost",
            "print parameters and MACs of a model, layer by layer, for one image",
            "cost vgg16-cifar10 --active 0.5",
            "cost resnet18 --convention ptflops",
            "cost vgg16-cifar10 --json")
        {
            model, active, convention, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(model), parsed.GetValue(active), parsed.GetValue(convention).Value, new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static Option<Choice<CostConvention>> ConventionOption() => ChoiceOption.Of(
        "--convention",
        "what counts: macs, the multiply-accumulates of convolutions and linear layers, or ptflops, which adds biases, norms, ReLUs and pools",
        ("macs", CostConvention.Macs),
        ("ptflops", CostConvention.Ptflops));

    private static void Run(DeclaredModel model, double active, CostConvention convention, CommandOutput output)
    {
        CostTable full = model.CostOf(1, convention);
        CostTable cost = model.CostOf(active, convention);
        output.WriteText(cost.ToString());
        if (active < 1)
            output.WriteText(FormattableString.Invariant($"\nAt {active} of the channels: {Figures.Part(cost.Parameters, full.Parameters)} of the parameters and {Figures.Part(cost.Macs, full.Macs)} of the MACs of the full network."));

        output.WriteJson(CostResult.Of(model.Name, cost), ResultJson.Plain.CostResult);
    }
}
