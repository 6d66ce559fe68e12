namespace CompactCnn.CommandLine;

/// <summary>Bad arguments or input. The message is one sentence: what is at fault, what was expected, what was found, the mend.</summary>
internal sealed class UsageException(string message) : Exception(message);
