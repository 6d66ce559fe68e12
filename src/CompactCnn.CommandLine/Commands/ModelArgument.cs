using System.CommandLine;
using System.CommandLine.Parsing;

namespace CompactCnn.CommandLine;

/// <summary>The name of a model, as an argument or an option.</summary>
internal static class ModelArgument
{
    public static Argument<DeclaredModel> Create(ModelCatalog models)
    {
        var argument = new Argument<DeclaredModel>("MODEL")
        {
            HelpName = "MODEL",
            Description = "a model, as the command models lists them",
            CustomParser = result => Parse(result, models)!,
        };
        argument.CompletionSources.Add([.. models.Names]);
        return argument;
    }

    /// <summary>The same as an option that may be absent.</summary>
    public static Option<DeclaredModel?> Option(ModelCatalog models, string name, string description)
    {
        var option = new Option<DeclaredModel?>(name) { Description = description, HelpName = "MODEL", CustomParser = result => Parse(result, models) };
        option.CompletionSources.Add([.. models.Names]);
        return option;
    }

    private static DeclaredModel? Parse(ArgumentResult result, ModelCatalog models)
    {
        string name = result.Tokens[0].Value;
        DeclaredModel? model = models.Find(name);
        if (model is null)
            result.AddError($"there is no model '{name}'; {NearestName.Hint(name, models.Names)}");

        return model;
    }
}
