namespace CompactCnn.Generators.Graph;

/// <summary>The names of a model's layers, or of a block's, and what each puts out.</summary>
/// <param name="input">What the first layer reads.</param>
/// <param name="unit">The block; null for the model.</param>
internal sealed class LayerScope(int input, BlockUnit? unit)
{
    private readonly Dictionary<string, int> _outputs = new(StringComparer.Ordinal);

    /// <summary>The block whose layers these are; null for the model's.</summary>
    public BlockUnit? Unit => unit;

    /// <summary>The operation whose output the next layer reads.</summary>
    public int Previous { get; set; } = input;

    /// <summary>The name in the model of a name in this scope.</summary>
    public string FullName(string name) => unit?.Name + name;

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
