namespace CompactCnn.Generators.Declaration;

/// <summary>Two models that are called the same on the command line.</summary>
/// <param name="Name">Full name of the later model, in ordinal order.</param>
/// <param name="First">Full name of the first one.</param>
/// <param name="Command">What both are called.</param>
internal sealed record NameTwin(string Name, string First, string Command)
{
    /// <summary>The twins among models, but for those that a <see cref="CaseTwin"/> names already.</summary>
    /// <param name="models">Full name of each, and what it is called.</param>
    public static IEnumerable<NameTwin> Among(IEnumerable<(string Name, string Command)> models) => models
        .GroupBy(model => model.Command, StringComparer.OrdinalIgnoreCase)
        .Select(same => same.OrderBy(model => model.Name, StringComparer.Ordinal).ToArray())
        .Where(same => same.Length > 1)
        .SelectMany(same => same.Skip(1).Select(model => new NameTwin(model.Name, same[0].Name, model.Command)))
        .Where(twin => !string.Equals(twin.Name, twin.First, StringComparison.OrdinalIgnoreCase));
}
