namespace CompactCnn;

/// <summary>A model file is damaged, of another model, or of another shape. The message names the file and what is wrong.</summary>
public sealed class ModelFileException : IOException
{
    /// <summary>Creates the exception.</summary>
    public ModelFileException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: the file, what was expected, what was found.</param>
    public ModelFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence: the file, what was expected, what was found.</param>
    /// <param name="innerException">What was thrown before.</param>
    public ModelFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
