namespace CompactCnn;

/// <summary>
/// Why a file could not be downloaded, as a clause: who knows where else it was looked for makes a sentence of it.
/// It never leaves the assembly.
/// </summary>
internal sealed class DownloadException(string clause, Exception? innerException = null) : Exception(clause, innerException);
