namespace CompactCnn;

/// <summary>
/// Declares that a partial class is a convolutional network. Its layers follow as attributes on the same class, in
/// order; the source generator turns them into a typed module, its cost table and its compact counterpart.
/// </summary>
/// <param name="channels">Channels of an input image (1 or more).</param>
/// <param name="height">Height of an input image in pixels.</param>
/// <param name="width">Width of an input image in pixels.</param>
/// <example>
/// <code>
/// [CompactModel(channels: 3, height: 32, width: 32)]
/// [Conv(64), Conv(64), Pool]
/// [GlobalPool, Linear(10)]
/// public sealed partial class TinyVgg;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class CompactModelAttribute(int channels, int height, int width) : Attribute
{
    /// <summary>The name by which layers refer to the image itself: <c>[Conv(16, From = CompactModelAttribute.Input)]</c>.</summary>
    public const string Input = "Input";

    /// <summary>Channels of an input image.</summary>
    public int Channels { get; } = channels;

    /// <summary>Height of an input image in pixels.</summary>
    public int Height { get; } = height;

    /// <summary>Width of an input image in pixels.</summary>
    public int Width { get; } = width;

    /// <summary>
    /// Whether ties of channels are reported that no layer accepts by itself. Default <see cref="CompactCnn.Coupling.Warn"/>;
    /// <see cref="CompactCnn.Coupling.Shared"/> accepts all ties of the model.
    /// </summary>
    public Coupling Coupling { get; set; }

    /// <summary>
    /// The model's name on the command line: letters, digits, '-', '_' and '.'. Absent: the class's name in lower case, a
    /// dash before each of its words, where Net is none: small-vgg for SmallVgg, resnet20-cifar10 for ResNet20Cifar10.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// What the class was called before, so that files and checkpoints of it are this model's: <c>["OldName"]</c> in the same
    /// namespace, or with another one, <c>["Company.Models.OldName"]</c>.
    /// </summary>
    public string[] FormerNames { get; set; } = [];

    /// <summary>What the model is, in a line; absent: what it costs.</summary>
    public string? Summary { get; set; }
}
