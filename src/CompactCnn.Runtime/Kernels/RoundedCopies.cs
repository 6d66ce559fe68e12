using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Copies between parameters in float32 and their copies in bf16, each in a flat buffer in the host's memory, on all of the
/// library's threads. The weights of a kernel lie together in float32; where feature maps lie pixel by pixel, the copies have
/// those of a pixel together. The library's copies from one order into the other take several times as long.
/// </summary>
internal sealed class RoundedCopies
{
    // Of so many numbers a copy stays in the nearest cache between its rounding and its rearrangement.
    private const int Chunk = 4096;
    private const int NumbersOfAPiece = 16 * 1024;

    private readonly List<Piece> _pieces = [];
    private readonly long _bytes;

    /// <summary>Prepares the copying.</summary>
    /// <param name="matrices">What to copy.</param>
    public RoundedCopies(IEnumerable<RoundedMatrix> matrices)
    {
        foreach (RoundedMatrix matrix in matrices)
        {
            int rows = Math.Max(1, NumbersOfAPiece / Math.Max(1, matrix.RowNumbers));
            for (int row = 0; row < matrix.Rows; row += rows)
            {
                _pieces.Add(new Piece(matrix, row, Math.Min(row + rows, matrix.Rows)));
            }

            _bytes += (long)matrix.Rows * matrix.RowNumbers * (sizeof(float) + sizeof(ushort));
        }
    }

    /// <summary>Rounds the parameters into their copies.</summary>
    public void Round(Tensor masters, Tensor copies) => EachPiece(piece =>
    {
        ReadOnlySpan<float> from = MemoryMarshal.Cast<byte, float>(masters.bytes);
        Span<ushort> to = MemoryMarshal.Cast<byte, ushort>(copies.bytes);
        for (int row = piece.First; row < piece.End; row++)
        {
            Round(from.Slice(piece.Matrix.MasterOf(row), piece.Matrix.RowNumbers), to.Slice(piece.Matrix.CopyOf(row), piece.Matrix.RowNumbers), piece.Matrix.Taps);
        }
    });

    /// <summary>Widens what lies as the copies into what lies as the parameters.</summary>
    public void Widen(Tensor copies, Tensor masters) => EachPiece(piece =>
    {
        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(copies.bytes);
        Span<float> to = MemoryMarshal.Cast<byte, float>(masters.bytes);
        for (int row = piece.First; row < piece.End; row++)
        {
            Widen(from.Slice(piece.Matrix.CopyOf(row), piece.Matrix.RowNumbers), to.Slice(piece.Matrix.MasterOf(row), piece.Matrix.RowNumbers), piece.Matrix.Taps);
        }
    });

    private void EachPiece(Action<Piece> work) => SharedWork.OneByOne(_pieces.Count, SharedWork.ThreadsForBytes(_bytes, null), piece => work(_pieces[piece]));

    private static void Round(ReadOnlySpan<float> master, Span<ushort> copy, int taps)
    {
        if (taps == 1)
        {
            HalfNumbers.Round(master, copy);
            return;
        }

        int inputs = master.Length / taps;
        int chunk = Math.Max(1, Chunk / taps);
        ushort[] rounded = ArrayPool<ushort>.Shared.Rent(chunk * taps);
        for (int first = 0; first < inputs; first += chunk)
        {
            int count = Math.Min(chunk, inputs - first);
            HalfNumbers.Round(master.Slice(first * taps, count * taps), rounded.AsSpan(0, count * taps));
            for (int tap = 0; tap < taps; tap++)
            {
                Move(rounded.AsSpan(tap), taps, copy.Slice((tap * inputs) + first, count), 1, count);
            }
        }

        ArrayPool<ushort>.Shared.Return(rounded);
    }

    private static void Widen(ReadOnlySpan<ushort> copy, Span<float> master, int taps)
    {
        if (taps == 1)
        {
            HalfNumbers.Widen(copy, master);
            return;
        }

        int inputs = master.Length / taps;
        int chunk = Math.Max(1, Chunk / taps);
        ushort[] arranged = ArrayPool<ushort>.Shared.Rent(chunk * taps);
        for (int first = 0; first < inputs; first += chunk)
        {
            int count = Math.Min(chunk, inputs - first);
            for (int tap = 0; tap < taps; tap++)
            {
                Move(copy.Slice((tap * inputs) + first, count), 1, arranged.AsSpan(tap), taps, count);
            }

            HalfNumbers.Widen(arranged.AsSpan(0, count * taps), master.Slice(first * taps, count * taps));
        }

        ArrayPool<ushort>.Shared.Return(arranged);
    }

    /// <summary>Copies numbers that lie at distances from each other, four at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(ReadOnlySpan<ushort> from, int distance, Span<ushort> to, int toDistance, int count)
    {
        // What is read and written last: beyond it nothing may be.
        _ = from[(count - 1) * distance];
        _ = to[(count - 1) * toDistance];
        ref ushort source = ref MemoryMarshal.GetReference(from);
        ref ushort target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            target = source;
            Unsafe.Add(ref target, toDistance) = Unsafe.Add(ref source, distance);
            Unsafe.Add(ref target, 2 * toDistance) = Unsafe.Add(ref source, 2 * distance);
            Unsafe.Add(ref target, 3 * toDistance) = Unsafe.Add(ref source, 3 * distance);
            source = ref Unsafe.Add(ref source, 4 * distance);
            target = ref Unsafe.Add(ref target, 4 * toDistance);
        }

        for (; i < count; i++)
        {
            target = source;
            source = ref Unsafe.Add(ref source, distance);
            target = ref Unsafe.Add(ref target, toDistance);
        }
    }

    private readonly record struct Piece(RoundedMatrix Matrix, int First, int End);
}

/// <summary>Where a parameter and its copy lie.</summary>
/// <param name="Master">The first number of the parameter in its buffer.</param>
/// <param name="Copy">The first of the copy in its own.</param>
/// <param name="Rows">Rows of both, as the outputs of a convolution.</param>
/// <param name="RowNumbers">Numbers of a row.</param>
/// <param name="Taps">Numbers of a row that lie together in the parameter and apart in the copy; 1 where both lie alike.</param>
internal readonly record struct RoundedMatrix(int Master, int Copy, int Rows, int RowNumbers, int Taps)
{
    public int MasterOf(int row) => Master + (row * RowNumbers);

    public int CopyOf(int row) => Copy + (row * RowNumbers);
}
