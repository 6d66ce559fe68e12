using System.Buffers;

namespace CompactCnn;

/// <summary>Blocks of numbers, a row of them for each thread, and sums of each.</summary>
/// <param name="numbers">Numbers of all blocks.</param>
/// <param name="size">Numbers of a block; the last one may have fewer.</param>
/// <param name="sums">Sums of a block; 0 in a pass that only follows another.</param>
internal sealed class PixelBlocks(int numbers, int size, int sums)
{
    private readonly int _numbers = numbers;
    private readonly int _size = size;
    private readonly int _count = (numbers + size - 1) / size;
    // From a pool: new ones at each pass would push what the pass reads out of the caches.
    private readonly double[] _sums = sums == 0 ? [] : Cleared((numbers + size - 1) / size * sums);
    private readonly bool _follows = sums == 0;

    /// <summary>Has threads work at the same time.</summary>
    /// <param name="work">Takes blocks as long as there are any.</param>
    public void Share(Action<Turns> work)
    {
        int threads = SharedWork.ThreadsForElements(_numbers, _count);
        int[] taken = new int[threads];
        SharedWork.InRuns(threads, threads, (thread, _) => work(new Turns(this, taken, thread)));
    }

    /// <summary>Where the sums of a block belong.</summary>
    public Span<double> SumsOf(int block) => _sums.AsSpan(block * sums, sums);

    /// <summary>The sums of all blocks, added up in their order; it can be asked for once.</summary>
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

        ArrayPool<double>.Shared.Return(_sums);
        return total;
    }

    private static double[] Cleared(int count)
    {
        double[] sums = ArrayPool<double>.Shared.Rent(count);
        sums.AsSpan(0, count).Clear();
        return sums;
    }

    /// <summary>
    /// The blocks that a thread works on: those of its own row, which it had in the pass before, and whose numbers the library has
    /// left in the caches beside it; then what is left of the others' rows, so that none waits long for the last.
    /// </summary>
    /// <param name="blocks">All of them.</param>
    /// <param name="taken">How many of each row are taken.</param>
    /// <param name="thread">The thread's own row.</param>
    public sealed class Turns(PixelBlocks blocks, int[] taken, int thread)
    {
        private int _finished;

        /// <summary>
        /// Takes the next block, if there is one. A pass that follows another begins with the last one of a row, which is still in
        /// the processor's caches, and leaves there the first one, with which whatever comes next begins.
        /// </summary>
        /// <param name="block">Which.</param>
        /// <param name="first">Its first number.</param>
        /// <param name="end">What is behind its last.</param>
        public bool Take(out int block, out int first, out int end)
        {
            for (; _finished < taken.Length; _finished++)
            {
                int row = (thread + _finished) % taken.Length;
                int turn = Interlocked.Increment(ref taken[row]);
                if (turn <= Start(row + 1) - Start(row))
                {
                    block = blocks._follows ? Start(row + 1) - turn : Start(row) + turn - 1;
                    first = block * blocks._size;
                    end = Math.Min(blocks._numbers, first + blocks._size);
                    return true;
                }
            }

            (block, first, end) = (0, 0, 0);
            return false;
        }

        private int Start(int row) => (int)((long)blocks._count * row / taken.Length);

        /// <inheritdoc cref="PixelBlocks.SumsOf"/>
        public Span<double> SumsOf(int block) => blocks.SumsOf(block);
    }
}
