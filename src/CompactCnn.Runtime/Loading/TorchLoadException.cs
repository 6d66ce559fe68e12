namespace CompactCnn;

/// <summary>TorchSharp's native library cannot be loaded. The message says why and what to do, in one sentence.</summary>
public sealed class TorchLoadException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TorchLoadException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: why it cannot be loaded, and what to do.</param>
    public TorchLoadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: why it cannot be loaded, and what to do.</param>
    /// <param name="innerException">What was thrown before.</param>
    public TorchLoadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
