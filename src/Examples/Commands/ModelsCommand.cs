using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>Lists the zoo.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new DocumentedCommand("models", "list the models of the zoo: name, input, parameters, MACs", "models") { json };
        command.SetAction(parsed => Run(new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static void Run(CommandOutput output)
    {
        output.WriteText(TextTable.Of(
            ["model", "what it is", "input", "parameters", "MACs"],
            Zoo.Models.Select(model => (IReadOnlyList<string>)
                [model.Name, model.Summary, model.Graph.Input.ToString(), Figures.Count(model.Cost.Parameters), Figures.Count(model.Cost.Macs)]),
            textColumns: 3));
        output.WriteJson(
            new ModelsResult([.. Zoo.Models.Select(model =>
                new ModelResult(model.Name, CostResult.Shape(model.Graph.Input), model.Cost.Parameters, model.Cost.Macs))]),
            ResultJson.Plain.ModelsResult);
    }
}
