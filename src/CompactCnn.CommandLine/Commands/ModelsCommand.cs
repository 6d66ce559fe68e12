using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Lists the models.</summary>
internal static class ModelsCommand
{
    public static Command Create(ProgramContext context)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("models", "list the models of this program: name, input, parameters, MACs", "models") { json };
        command.SetAction(parsed => Run(context.Models, new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static void Run(ModelCatalog models, CommandOutput output)
    {
        output.WriteText(TextTable.Of(
            ["model", "what it is", "input", "parameters", "MACs"],
            models.Models.Select(model => (IReadOnlyList<string>)
                [model.Name, model.Summary, model.Graph.Input.ToString(), Figures.Count(model.Cost.Parameters), Figures.Count(model.Cost.Macs)]),
            textColumns: 3));
        output.WriteJson(
            new ModelsResult([.. models.Models.Select(model =>
                new ModelResult(model.Name, CostResult.Shape(model.Graph.Input), model.Cost.Parameters, model.Cost.Macs))]),
            ResultJson.Plain.ModelsResult);
    }
}
