namespace CompactCnn.Generators.Graph;

/// <summary>The names of a model's layers, or of a block's, and what each puts out.</summary>
/// <param name="input">What the first layer reads.</param>
internal sealed class LayerScope(int input)
{
    private readonly Dictionary<string, int> _outputs = new(StringComparer.Ordinal);

    /// <summary>The operation whose output the next layer reads.</summary>
    public int Previous { get; set; } = input;

    /// <summary>The operation that is a named layer's output; references were checked.</summary>
    public int Output(string name) => _outputs.TryGetValue(name, out int operation) ? operation : Operation.ModelInput;

    /// <summary>Of two layers of one name, an issue of its own, the first is read.</summary>
    public void SetOutput(string name, int operation)
    {
        if (!_outputs.ContainsKey(name))
        {
            _outputs.Add(name, operation);
        }
    }
}
