namespace CompactCnn;

/// <summary>
/// What is wrong with a file's content, as a clause: who knows the file's name and the fix makes a sentence of it.
/// It never reaches a caller of the libraries.
/// </summary>
internal sealed class ContentException(string clause, Exception? innerException = null) : Exception(clause, innerException);
