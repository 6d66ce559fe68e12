namespace CompactCnn;

/// <summary>Which groups are of one scope.</summary>
internal static class BudgetScopes
{
    /// <summary>For each group the number of its scope, from 0 in the order of the groups.</summary>
    public static int[] Of(ModelGraph graph, BudgetScope scope)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        Dictionary<string, Operation> operations = graph.Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        return [.. graph.Groups.Select((group, index) =>
        {
            string key = scope switch
            {
                BudgetScope.Network => "",
                BudgetScope.Resolution => Resolution(operations[group.Producers[0]]),
                BudgetScope.Structure => Structure(group, operations),
                BudgetScope.Group => FormattableString.Invariant($"{index}"),
                _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "there is no such scope"),
            };
            numbers.TryAdd(key, numbers.Count);
            return numbers[key];
        })];
    }

    private static string Resolution(Operation producer) => FormattableString.Invariant($"{producer.Height}x{producer.Width}");

    /// <summary>The kinds of layers that make the group's channels and that read them, and whether several makers meet in it.</summary>
    private static string Structure(ChannelGroup group, Dictionary<string, Operation> operations) =>
        $"{Kinds(group.Producers, operations)} -> {Kinds(group.Consumers, operations)}, {(group.Producers.Length > 1 ? "coupled" : "single")}";

    private static string Kinds(IEnumerable<string> layers, Dictionary<string, Operation> operations) =>
        string.Join(" ", layers.Select(layer => Kind(operations[layer])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Kind(Operation operation) => operation switch
    {
        ConvolutionOperation convolution => FormattableString.Invariant($"convolution {convolution.Kernel}"),
        DepthwiseConvolutionOperation depthwise => FormattableString.Invariant($"depthwise {depthwise.Kernel}"),
        _ => operation.GetType().Name,
    };
}
