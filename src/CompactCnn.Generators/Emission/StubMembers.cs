using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>Which members a stub can have beside those of the user's own.</summary>
internal sealed class StubMembers(ModelInterpretation interpretation)
{
    /// <summary>The class.</summary>
    public ModelClass Class => interpretation.Declaration.Class;

    /// <summary>The properties that can be declared.</summary>
    public IEnumerable<StubProperty> Properties => StubProperty.Of(interpretation);

    /// <summary>Whether the compact network is the generated one.</summary>
    public bool HasCompact => IsFree("", "Compact");

    /// <summary>Whether the typed keep-list is the generated one.</summary>
    public bool HasChannels => IsFree("", "Channels");

    /// <summary>Whether the base class can be stated.</summary>
    public bool HasBase => HasCompact && Class.Extension.HasFlag(ClassExtension.BaseClass);

    /// <summary>Whether no member of the user's own is in the place of a generated one.</summary>
    /// <param name="type">The nested type; empty for the model.</param>
    /// <param name="name">The generated member.</param>
    /// <param name="parameters">Its parameters; null where it is no method.</param>
    public bool IsFree(string type, string name, string? parameters = null) =>
        !OwnMemberRules.IsTaken(interpretation.Declaration, interpretation.Layers, type, name, parameters);
}
