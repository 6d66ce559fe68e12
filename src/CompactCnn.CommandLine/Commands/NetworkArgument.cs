using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>The argument that names the file of a network.</summary>
internal static class NetworkArgument
{
    public static Argument<string> Create() => new("FILE")
    {
        Description = "a network's .safetensors file, as train writes it",
        CustomParser = result =>
        {
            string path = result.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(path))
                result.AddError("FILE must be a file, but is empty; name one");

            return path;
        },
    };
}
