namespace CompactCnn;

/// <summary>Base of the attributes that declare one layer of a network. Layers are executed in source order.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name: a C# identifier that becomes the name of its property. Absent: the kind and a number, in
    /// source order (<c>Conv1</c>, <c>Conv2</c>, <c>Pool1</c>, ...).
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Name of the layer, declared before, whose output this one reads; <see cref="CompactModelAttribute.Input"/> is the image,
    /// in a block <see cref="BlockModelAttribute.Input"/> what the block reads. Absent: the layer right before it.
    /// </summary>
    public string? From { get; set; }
}
