namespace CompactCnn.Generators.Emission;

/// <summary>What a stub says of the declaration whose place it takes.</summary>
/// <param name="Thrown">The text of the exception that every member throws.</param>
/// <param name="Errors">Errors of the build, where nobody else reports them.</param>
/// <param name="Note">What the analyzer must know of the arguments that the generator could not see; empty for nothing.</param>
internal sealed record StubText(string Thrown, IReadOnlyList<string> Errors, string Note);
