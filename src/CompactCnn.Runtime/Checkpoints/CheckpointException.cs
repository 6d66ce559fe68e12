namespace CompactCnn;

/// <summary>
/// A checkpoint cannot be resumed from: it is missing, damaged, foreign, of a newer version, or of another run. The
/// message names the file or the option, what was expected and what was found.
/// </summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Creates the exception.</summary>
    public CheckpointException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: the file or the option, what was expected, what was found.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: the file or the option, what was expected, what was found.</param>
    /// <param name="innerException">What was thrown before.</param>
    public CheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
