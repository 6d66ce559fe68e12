namespace CompactCnn;

/// <summary>
/// A data set that cannot be had: a file that is missing, damaged or not what it should be, a download that failed, a
/// name that is unknown. The message is one sentence: what is at fault, what was expected, what was found, the mend.
/// </summary>
public sealed class DatasetException : IOException
{
    /// <summary>States the fault.</summary>
    /// <param name="message">One sentence without a full stop, fit to be shown to a user as it is.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public DatasetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
