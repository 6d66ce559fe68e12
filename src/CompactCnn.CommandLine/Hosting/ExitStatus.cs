namespace CompactCnn.CommandLine;

/// <summary>What the program says to whoever started it.</summary>
internal static class ExitStatus
{
    public const int Success = 0;

    /// <summary>The work failed.</summary>
    public const int Failure = 1;

    /// <summary>Bad arguments or input; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C, or asked to end.</summary>
    public const int Interrupted = 130;
}
