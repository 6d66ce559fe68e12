namespace CompactCnn;

/// <summary>
/// Keeps what a piece of a backward pass throws until the pass is over: native code runs it, through which no exception may
/// pass, as it would end the process.
/// </summary>
internal class BackwardGuard
{
    /// <summary>The first exception of a backward pass.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Runs a piece of a backward pass.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            // Rethrown by whoever started the pass: between the two is native code.
            Failure ??= exception;
        }
    }

    /// <summary>Throws what was thrown in the pass.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            Failure = null;
            throw new InvalidOperationException($"the backward pass failed: {failure.Message}", failure);
        }
    }
}
