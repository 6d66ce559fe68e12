namespace CompactCnn;

/// <summary>Blocks of numbers, which threads take one after another, and sums of each.</summary>
/// <param name="numbers">Numbers of all blocks.</param>
/// <param name="size">Numbers of a block; the last one may have fewer.</param>
/// <param name="sums">Sums of a block; 0 in a pass that only follows another.</param>
internal sealed class PixelBlocks(int numbers, int size, int sums)
{
    private readonly int _count = (numbers + size - 1) / size;
    private readonly double[] _sums = new double[(numbers + size - 1) / size * sums];
    private readonly bool _follows = sums == 0;
    private int _taken = -1;

    /// <summary>Has threads work at the same time.</summary>
    /// <param name="work">Takes blocks as long as there are any.</param>
    public void Share(Action<PixelBlocks> work) =>
        SharedWork.InRuns(_count, SharedWork.ThreadsForElements(numbers, _count), (_, _) => work(this));

    /// <summary>
    /// Takes the next block, if there is one. A pass that follows another begins with the last one, which is still in the
    /// processor's caches, and leaves there the first one, with which whatever comes next begins.
    /// </summary>
    /// <param name="block">Which.</param>
    /// <param name="first">Its first number.</param>
    /// <param name="end">What is behind its last.</param>
    public bool Take(out int block, out int first, out int end)
    {
        int taken = Interlocked.Increment(ref _taken);
        block = _follows ? _count - 1 - taken : taken;
        first = block * size;
        end = Math.Min(numbers, first + size);
        return taken < _count;
    }

    /// <summary>Where the sums of a block belong.</summary>
    public Span<double> SumsOf(int block) => _sums.AsSpan(block * sums, sums);

    /// <summary>The sums of all blocks, added up in their order.</summary>
    public double[] Total()
    {
        double[] total = new double[sums];
        for (int block = 0; block < _count; block++)
        {
            Span<double> ofBlock = SumsOf(block);
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += ofBlock[i];
            }
        }

        return total;
    }
}
