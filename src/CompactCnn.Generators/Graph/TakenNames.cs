namespace CompactCnn.Generators.Graph;

/// <summary>
/// The names of a model so far. Two of them must differ in more than case, and as state names, so that they are two in a
/// state dictionary and in a file.
/// </summary>
internal sealed class TakenNames
{
    private readonly Dictionary<string, TakenName> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TakenName> _byStateName = new(StringComparer.Ordinal);

    /// <summary>Takes a name for a layer.</summary>
    /// <returns>The name that it clashes with, or null.</returns>
    public TakenName? Take(string name, int layer)
    {
        string state = StateName.Of(name);
        if (_byName.TryGetValue(name, out TakenName? other) || _byStateName.TryGetValue(state, out other))
        {
            return other;
        }

        var taken = new TakenName(name, layer);
        _byName.Add(name, taken);
        _byStateName.Add(state, taken);
        return null;
    }
}

/// <summary>A name and the layer that took it.</summary>
internal sealed record TakenName(string Name, int Layer);
