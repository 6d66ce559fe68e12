namespace CompactCnn;

/// <summary>
/// What is wrong with a file's content, as a clause: who knows the file's name and the mend makes a sentence of it.
/// It never leaves the assembly.
/// </summary>
internal sealed class ContentException(string clause, Exception? innerException = null) : Exception(clause, innerException);
