namespace CompactCnn.CommandLine;

/// <summary>Names of what computes; whether it is there is found out later.</summary>
internal sealed class DeviceKind : TextKind
{
    /// <inheritdoc/>
    public override string Rule => "cpu, cuda, one of several as cuda:1, or mps";

    /// <inheritdoc/>
    public override bool TryParse(string text, out string value)
    {
        value = text.ToLowerInvariant();
        return ComputeDevice.IsName(value);
    }
}
