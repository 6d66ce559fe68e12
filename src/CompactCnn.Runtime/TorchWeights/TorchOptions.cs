namespace CompactCnn;

/// <summary>How a file of PyTorch's is read.</summary>
public sealed record TorchOptions
{
    /// <summary>
    /// Whether everything must fit: each tensor of the network must be in the file in its shape, and the file may have none besides.
    /// False loads what fits, as all but the classifier of a file of other classes.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// What the file calls the network's layers that have weights, in declared order, with blanks between; braces expand as in a
    /// shell: <c>conv1 bn1 layer{1..4}.{0,1}.{conv1,bn1,conv2,bn2} fc</c>. Absent: torchvision's and timm's names of published
    /// networks are known, and those of <c>SaveTorch</c>; a file of other names is read by order and shape.
    /// </summary>
    public string? Names { get; init; }
}
