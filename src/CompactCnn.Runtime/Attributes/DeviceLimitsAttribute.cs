namespace CompactCnn;

/// <summary>
/// What a device can take. While the project builds, a model is compared with it, at a uniform active fraction of its
/// channel groups; what is over a limit is a warning (CCNN0301 to CCNN0303). <see cref="CompactTarget.DeviceLimits"/> trains
/// for it: the largest such network within the limits is known since the build.
/// </summary>
/// <example>
/// <code>
/// [CompactModel(channels: 3, height: 32, width: 32)]
/// [DeviceLimits(MaxParameters = 100_000, MaxMacs = 20_000_000, Active = 0.5)]
/// [Conv(64), Conv(64), Pool]
/// [GlobalPool, Linear(10)]
/// public sealed partial class TinyVgg;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DeviceLimitsAttribute : Attribute
{
    /// <summary>Parameters that the network may have, 1 or more. Absent: no limit.</summary>
    public long MaxParameters { get; set; }

    /// <summary>Multiply-accumulates that the network may need for one image, 1 or more. Absent: no limit.</summary>
    public long MaxMacs { get; set; }

    /// <summary>
    /// Bytes that the live float32 tensors may take at their peak, for one image at inference, 1 or more. Absent: no limit.
    /// An operation needs the tensors that are still to be read, the image among them, and its output. Flattening, dropout
    /// and an activation ReLU, ReLU6 or LeakyReLU behind a layer make no tensor of their own; norms do.
    /// </summary>
    public long MaxActivationBytes { get; set; }

    /// <summary>
    /// The active fraction of each channel group, above 0 and at most 1, rounded as <see cref="CompactTarget.Channels"/>
    /// does. Default 1: the full network.
    /// </summary>
    public double Active { get; set; } = 1;
}
