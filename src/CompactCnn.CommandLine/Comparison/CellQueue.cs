namespace CompactCnn.CommandLine;

/// <summary>The cells that are still to be done, for several threads that do them: a cell comes after the one that it needs.</summary>
/// <param name="cells">The cells, each after those that it needs.</param>
internal sealed class CellQueue(IEnumerable<Cell> cells) : IDisposable
{
    private readonly List<Cell> _waiting = [.. cells];
    private readonly HashSet<Cell> _running = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changed = new(0);

    /// <summary>The next cell, as soon as the one that it needs is done; null when none is left.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Cell? Take(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (_lock)
            {
                if (_waiting.Count == 0)
                    return null;

                int next = _waiting.FindIndex(cell => cell.After is not { } needed || !(_running.Contains(needed) || _waiting.Contains(needed)));
                if (next >= 0)
                {
                    Cell cell = _waiting[next];
                    _waiting.RemoveAt(next);
                    _running.Add(cell);
                    return cell;
                }
            }

            _changed.Wait(cancellation);
        }
    }

    /// <summary>A cell that was taken is done, or has failed.</summary>
    public void Done(Cell cell)
    {
        lock (_lock)
        {
            _running.Remove(cell);
        }

        _changed.Release();
    }

    public void Dispose() => _changed.Dispose();
}
