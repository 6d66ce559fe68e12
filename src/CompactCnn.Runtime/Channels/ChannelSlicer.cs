using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Copies between full tensors and their slices, by layout: the one piece of code behind the sliced training step and
/// <c>ToCompact</c>. Inactive entries of the full tensors are never written.
/// </summary>
internal sealed class ChannelSlicer
{
    private readonly TensorLayout _layout;
    private readonly int[]? _rows;
    private readonly int[]? _columns;
    private readonly int _fullColumns;

    /// <summary>Prepares the slicing of one tensor by a keep-list that was checked.</summary>
    public ChannelSlicer(TensorLayout layout, IReadOnlyList<int[]> keep)
    {
        _layout = layout;
        _rows = Positions(layout.Axes[0], keep);
        _columns = layout.Axes.Length > 1 ? Positions(layout.Axes[1], keep) : null;
        _fullColumns = layout.Axes.Length > 1 ? layout.Axes[1].FullWidth : 1;
    }

    /// <summary>Rows of the slice.</summary>
    public int Rows => _rows?.Length ?? _layout.Axes[0].FullWidth;

    /// <summary>True where rows can be copied one by one, on any thread: both tensors lie in the host's memory, without gaps.</summary>
    public static bool IsPlainMemory(Tensor full, Tensor slice) =>
        full.device_type == DeviceType.CPU && slice.device_type == DeviceType.CPU && full.dtype == slice.dtype && full.is_contiguous() && slice.is_contiguous();

    /// <summary>Copies the kept entries of a full tensor into its slice.</summary>
    public void Gather(Tensor full, Tensor slice) => Copy(full, slice, toSlice: true);

    /// <summary>Copies a slice back into the kept entries of the full tensor.</summary>
    public void Scatter(Tensor slice, Tensor full) => Copy(full, slice, toSlice: false);

    /// <summary>Copies all kept entries, in whatever way the tensors allow.</summary>
    /// <param name="full">The full tensor.</param>
    /// <param name="slice">Its slice.</param>
    /// <param name="toSlice">True to gather, false to scatter.</param>
    public void Copy(Tensor full, Tensor slice, bool toSlice)
    {
        using var noGradient = no_grad();
        if (IsPlainMemory(full, slice))
        {
            CopyRows(full, slice, 0, Rows, toSlice);
        }
        else if (_rows is null && _columns is null)
        {
            (toSlice ? slice : full).copy_(toSlice ? full : slice);
        }
        else
        {
            CopyByIndex(full, slice, toSlice);
        }
    }

    /// <summary>
    /// In plain memory, copies of blocks, each the trailing elements of one combination of channels: an order of
    /// magnitude cheaper than index operations at the sizes of a training step. A block of a common kernel is a value
    /// of its own type, so that the compiler copies it in a few vector moves.
    /// </summary>
    /// <param name="full">The full tensor.</param>
    /// <param name="slice">Its slice.</param>
    /// <param name="first">The first row of the slice to copy.</param>
    /// <param name="end">The row behind the last.</param>
    /// <param name="toSlice">True to gather, false to scatter.</param>
    public void CopyRows(Tensor full, Tensor slice, int first, int end, bool toSlice)
    {
        Span<byte> fullBytes = full.bytes;
        Span<byte> sliceBytes = slice.bytes;
        int blockBytes = (int)full.ElementSize * _layout.TrailingElements;
        switch (blockBytes)
        {
            case sizeof(int):
                CopyBlocks(MemoryMarshal.Cast<byte, int>(fullBytes), MemoryMarshal.Cast<byte, int>(sliceBytes), first, end, toSlice);
                break;
            case sizeof(long):
                CopyBlocks(MemoryMarshal.Cast<byte, long>(fullBytes), MemoryMarshal.Cast<byte, long>(sliceBytes), first, end, toSlice);
                break;
            case 9 * sizeof(int):
                CopyBlocks(MemoryMarshal.Cast<byte, NineInts>(fullBytes), MemoryMarshal.Cast<byte, NineInts>(sliceBytes), first, end, toSlice);
                break;
            default:
                CopyRuns(fullBytes, sliceBytes, blockBytes, first, end, toSlice);
                break;
        }
    }

    private static int[]? Positions(ChannelLayout axis, IReadOnlyList<int[]> keep)
    {
        if (axis.IsFixed)
        {
            return null;
        }

        int[] positions = axis.Positions(keep);
        return positions.Length == axis.FullWidth ? null : positions;
    }

    private void CopyBlocks<TBlock>(Span<TBlock> full, Span<TBlock> slice, int first, int end, bool toSlice)
        where TBlock : unmanaged
    {
        int columns = _columns?.Length ?? _fullColumns;
        for (int r = first; r < end; r++)
        {
            Span<TBlock> fullRow = full.Slice((_rows is null ? r : _rows[r]) * _fullColumns, _fullColumns);
            Span<TBlock> sliceRow = slice.Slice(r * columns, columns);
            if (_columns is null)
            {
                CopyRun(fullRow, sliceRow, toSlice);
            }
            else if (toSlice)
            {
                for (int c = 0; c < sliceRow.Length; c++)
                {
                    sliceRow[c] = fullRow[_columns[c]];
                }
            }
            else
            {
                for (int c = 0; c < sliceRow.Length; c++)
                {
                    fullRow[_columns[c]] = sliceRow[c];
                }
            }
        }
    }

    private void CopyRuns(Span<byte> full, Span<byte> slice, int blockBytes, int first, int end, bool toSlice)
    {
        int columns = _columns?.Length ?? _fullColumns;
        for (int r = first; r < end; r++)
        {
            int fullRow = (_rows is null ? r : _rows[r]) * _fullColumns;
            for (int c = 0; c < columns; c++)
            {
                int fullBlock = fullRow + (_columns is null ? c : _columns[c]);
                CopyRun(full.Slice(fullBlock * blockBytes, blockBytes), slice.Slice(((r * columns) + c) * blockBytes, blockBytes), toSlice);
            }
        }
    }

    private static void CopyRun<T>(Span<T> full, Span<T> slice, bool toSlice)
    {
        if (toSlice)
        {
            full.CopyTo(slice);
        }
        else
        {
            slice.CopyTo(full);
        }
    }

    private void CopyByIndex(Tensor full, Tensor slice, bool toSlice)
    {
        using var scope = NewDisposeScope();
        Tensor rows = Index(_rows, _layout.Axes[0].FullWidth, full.device);
        if (_layout.Axes.Length == 1)
        {
            if (toSlice)
            {
                slice.copy_(full.index_select(0, rows));
            }
            else
            {
                full.index_copy_(0, rows, slice);
            }

            return;
        }

        // One index over (row, column) pairs: a view of the full tensor as rows of trailing elements.
        Tensor columns = Index(_columns, _fullColumns, full.device);
        Tensor pairs = (rows.unsqueeze(1) * _fullColumns).add(columns.unsqueeze(0)).flatten();
        Tensor entries = full.view(-1, _layout.TrailingElements);
        if (toSlice)
        {
            slice.copy_(entries.index_select(0, pairs).view(slice.shape));
        }
        else
        {
            entries.index_copy_(0, pairs, slice.reshape(-1, _layout.TrailingElements));
        }
    }

    private static Tensor Index(int[]? positions, int count, Device device) =>
        positions is null
            ? arange(count, ScalarType.Int64, device)
            : tensor(Array.ConvertAll(positions, position => (long)position), ScalarType.Int64).to(device);

    /// <summary>The block of a 3x3 kernel of float32.</summary>
    [InlineArray(9)]
    private struct NineInts
    {
        private int _first;
    }
}
