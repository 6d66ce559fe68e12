namespace CompactCnn;

/// <summary>The moments at which a process that is killed could leave a mess behind; tests end theirs at each.</summary>
internal enum FaultPoint
{
    /// <summary>A file is about to be written aside.</summary>
    BeforeWrite,

    /// <summary>A part of it has been written.</summary>
    InWrite,

    /// <summary>All of it has been written, but not flushed.</summary>
    AfterWrite,

    /// <summary>It is on the disk, under its name aside.</summary>
    BeforeRename,

    /// <summary>It has its name.</summary>
    AfterRename,

    /// <summary>A part of the active channels has been written back into the full model.</summary>
    InScatter,
}

/// <summary>Tells tests that a <see cref="FaultPoint"/> was reached; otherwise nothing.</summary>
internal static class FaultPoints
{
    /// <summary>What a test does at these moments: ends the process, or throws what a full disk would.</summary>
    public static Action<FaultPoint>? Reached { get; set; }
}
