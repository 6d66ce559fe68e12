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
    public TakenName? Take(TakenName taken)
    {
        string state = StateName.Of(taken.Name);
        if (_byName.TryGetValue(taken.Name, out TakenName? other) || _byStateName.TryGetValue(state, out other))
        {
            return other;
        }

        _byName.Add(taken.Name, taken);
        _byStateName.Add(state, taken);
        return null;
    }
}

/// <summary>A name and the layer that took it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Part">Which part of the layer is called so, as "norm"; null for the layer itself.</param>
internal sealed record TakenName(string Name, NamedLayer Layer, string? Part)
{
    /// <summary>What is called so, and why: a part of a layer, a member of a block, or a layer that states it or does not.</summary>
    /// <param name="spelling">The spelling that a message speaks of.</param>
    public string Describe(string spelling)
    {
        string called = Name == spelling ? "" : $", called '{Name}'";
        return Layer switch
        {
            _ when Part is not null => $"the {Part} of {Layer.Subject}{called}",
            { Unit: { } unit } => $"the member '{unit.Member(Layer.Name)}' of '{unit.Name}'{called}",
            { Declaration: { Name: null, Kind: var kind } } => $"an unnamed {kind}, {(called.Length == 0 ? "called so" : $"called '{Name}'")} automatically",
            { Declaration.Kind: var kind } => $"a {kind} whose Name is '{Name}'",
        };
    }
}
