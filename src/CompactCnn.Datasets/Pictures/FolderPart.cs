namespace CompactCnn;

/// <summary>What images are for.</summary>
internal enum FolderPart
{
    /// <summary>To train on.</summary>
    Train,

    /// <summary>To validate on while training.</summary>
    Validation,

    /// <summary>To test on.</summary>
    Test,
}
