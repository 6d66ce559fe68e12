namespace CompactCnn.CommandLine;

/// <summary>The user asked to end, and what was done is kept. The message says how to go on.</summary>
internal sealed class InterruptedException(string message, OperationCanceledException innerException) : OperationCanceledException(message, innerException);
