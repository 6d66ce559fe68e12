namespace CompactCnn;

/// <summary>
/// Declares that a class is a block of layers, which models repeat by <see cref="BlockAttribute"/>. Its layers follow as
/// attributes on the same class, in order; the names that they refer to are those of the block.
/// </summary>
/// <example>
/// <code>
/// [BlockModel]
/// [Conv(16), Conv(16, Activation = Activation.None), Add(BlockModelAttribute.Input, Activation = Activation.ReLU)]
/// public static class Residual;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BlockModelAttribute : Attribute
{
    /// <summary>The name by which the layers of a block refer to what the block reads.</summary>
    public const string Input = "Input";
}
