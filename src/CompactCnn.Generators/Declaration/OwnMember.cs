namespace CompactCnn.Generators.Declaration;

/// <summary>A member of the user's own whose name may be that of a generated one.</summary>
/// <param name="Type">The nested type that it is declared in, <c>Compact</c> or <c>Channels</c>; empty for the model itself.</param>
/// <param name="Name">Its name; a constructor has that of its type.</param>
/// <param name="Parameters">The types of its parameters, where it is a method or a constructor; otherwise null.</param>
/// <param name="Adds">It is a partial class that can add to a generated one.</param>
internal sealed record OwnMember(string Type, string Name, string? Parameters, bool Adds);
