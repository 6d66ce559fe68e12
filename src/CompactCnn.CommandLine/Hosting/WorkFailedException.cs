namespace CompactCnn.CommandLine;

/// <summary>The arguments were good, but the work could not be done. The message is one sentence.</summary>
internal sealed class WorkFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
