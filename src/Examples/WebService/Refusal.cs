namespace CompactCnn.WebService;

/// <summary>A request is refused.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">One sentence for the user.</param>
internal sealed class Refusal(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
