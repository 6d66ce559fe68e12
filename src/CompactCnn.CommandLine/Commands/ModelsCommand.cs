using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Lists the models.</summary>
internal static class ModelsCommand
{
    public static Command Create(ProgramContext context)
    {
        Option<bool> summaries = new("--summaries") { Description = "what each model is, too" };
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("models", "list the models of this program: name, input, parameters, MACs", "models") { summaries, json };
        command.SetAction(parsed => Run(context.Models, parsed.GetValue(summaries), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    /// <summary>The table fits a terminal of 80 columns, unless it is to say more.</summary>
    private static void Run(ModelCatalog models, bool summaries, CommandOutput output)
    {
        string[] more = summaries ? ["what it is"] : [];
        output.WriteText(TextTable.Of(
            ["model", .. more, "input", "parameters", "MACs"],
            models.Models.Select(model => (IReadOnlyList<string>)
                [model.Name, .. summaries ? [model.Summary] : more, model.Graph.Input.ToString(), Figures.Count(model.Cost.Parameters), Figures.Count(model.Cost.Macs)]),
            textColumns: 2 + more.Length));
        output.WriteJson(
            new ModelsResult([.. models.Models.Select(model =>
                new ModelResult(model.Name, CostResult.Shape(model.Graph.Input), model.Cost.Parameters, model.Cost.Macs))]),
            ResultJson.Plain.ModelsResult);
    }
}
