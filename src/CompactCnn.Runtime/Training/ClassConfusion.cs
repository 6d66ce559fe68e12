namespace CompactCnn;

/// <summary>Images of one class that an evaluation took for another.</summary>
/// <param name="Name">Their class; its label where it has no name.</param>
/// <param name="Answer">The class whose logit was the highest.</param>
/// <param name="Count">How many, 1 or more.</param>
public sealed record ClassConfusion(string Name, string Answer, int Count);
