using System.CommandLine;

namespace CompactCnn.Examples;

/// <summary>The argument that names a model of the zoo.</summary>
internal static class ModelArgument
{
    public static Argument<ZooModel> Create()
    {
        var argument = new Argument<ZooModel>("MODEL")
        {
            HelpName = "MODEL",
            Description = $"a model of the zoo: {string.Join(", ", Zoo.Names)}",
            CustomParser = result =>
            {
                string name = result.Tokens[0].Value;
                ZooModel? model = Zoo.Find(name);
                if (model is null)
                    result.AddError($"there is no model '{name}'; {NearestName.Hint(name, Zoo.Names)}");

                return model!;
            },
        };
        argument.CompletionSources.Add([.. Zoo.Names]);
        return argument;
    }
}
