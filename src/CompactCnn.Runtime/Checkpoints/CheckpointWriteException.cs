namespace CompactCnn;

/// <summary>
/// A checkpoint could not be written, so that continuing would risk the run; the last good one is kept. The message is one
/// sentence.
/// </summary>
public sealed class CheckpointWriteException : IOException
{
    /// <summary>Creates the exception.</summary>
    public CheckpointWriteException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The file, why it could not be written, and the last good checkpoint.</param>
    public CheckpointWriteException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The file, why it could not be written, and the last good checkpoint.</param>
    /// <param name="innerException">What was thrown before.</param>
    public CheckpointWriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
