namespace CompactCnn.WebService;

/// <summary>The service cannot start with what it was given. The message is one sentence: what is at fault, what was expected, what was found, the mend.</summary>
internal sealed class StartException(string message, Exception? innerException = null) : Exception(message, innerException);
