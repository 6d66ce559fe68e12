using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>The argument that names a model.</summary>
internal static class ModelArgument
{
    public static Argument<DeclaredModel> Create(ModelCatalog models)
    {
        var argument = new Argument<DeclaredModel>("MODEL")
        {
            HelpName = "MODEL",
            Description = "a model, as the command models lists them",
            CustomParser = result =>
            {
                string name = result.Tokens[0].Value;
                DeclaredModel? model = models.Find(name);
                if (model is null)
                    result.AddError($"there is no model '{name}'; {NearestName.Hint(name, models.Names)}");

                return model!;
            },
        };
        argument.CompletionSources.Add([.. models.Names]);
        return argument;
    }
}
