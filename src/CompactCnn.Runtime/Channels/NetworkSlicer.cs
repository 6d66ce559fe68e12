using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// Copies between the full tensors of a network and their slices, all of them at once, each of the library's threads a
/// part: what a step waits for is the memory, and one thread alone cannot keep it busy.
/// </summary>
internal sealed class NetworkSlicer
{
    // Small enough that no thread waits long for the last.
    private const long BytesOfAPiece = 128 * 1024;

    private readonly Share _model;
    private readonly Share _optimizer;

    /// <summary>Prepares the slicing of a network by a keep-list that was checked.</summary>
    /// <param name="tensors">Full tensors and their slices, with the layout of each. Those of the same layout follow one another.</param>
    /// <param name="keep">The keep-list.</param>
    /// <param name="threads">The most threads that copy at once; absent: as many as the library uses.</param>
    public NetworkSlicer(IReadOnlyList<SlicedTensor> tensors, IReadOnlyList<int[]> keep, int? threads = null)
    {
        ChannelSlicer? slicer = null;
        TensorLayout? sliced = null;
        _model = new Share(threads);
        _optimizer = new Share(threads);
        foreach (SlicedTensor tensor in tensors)
        {
            // A parameter's value and its optimizer state are sliced alike.
            slicer = slicer is not null && ReferenceEquals(tensor.Layout, sliced) ? slicer : new ChannelSlicer(tensor.Layout, keep);
            sliced = tensor.Layout;
            (tensor.IsOptimizerState ? _optimizer : _model).Add(slicer, tensor);
        }
    }

    /// <summary>Gathers every tensor of a network.</summary>
    public static void Gather(ModelGraph graph, IReadOnlyList<int[]> keep, IReadOnlyDictionary<string, Tensor> full, IReadOnlyDictionary<string, Tensor> sliced) =>
        Of(graph, keep, full, sliced).Gather();

    /// <summary>Scatters every tensor of a network.</summary>
    public static void Scatter(ModelGraph graph, IReadOnlyList<int[]> keep, IReadOnlyDictionary<string, Tensor> full, IReadOnlyDictionary<string, Tensor> sliced) =>
        Of(graph, keep, full, sliced).Scatter();

    /// <summary>Copies the kept entries of the full tensors into the slices.</summary>
    public void Gather()
    {
        _model.Copy(toSlice: true);
        _optimizer.Copy(toSlice: true);
    }

    /// <summary>Copies the slices of parameters and statistics back into the kept entries of the full tensors.</summary>
    public void Scatter() => _model.Copy(toSlice: false);

    /// <summary>Likewise those of the optimizer's state, which nobody sees between two steps.</summary>
    public void ScatterOptimizerState() => _optimizer.Copy(toSlice: false);

    private static NetworkSlicer Of(ModelGraph graph, IReadOnlyList<int[]> keep, IReadOnlyDictionary<string, Tensor> full, IReadOnlyDictionary<string, Tensor> sliced) =>
        new([.. graph.Tensors.Select(layout => new SlicedTensor(layout, full[layout.Name], sliced[layout.Name]))], keep);

    /// <summary>Tensors that are copied at once.</summary>
    private sealed class Share(int? threads)
    {
        private readonly List<Piece> _pieces = [];
        private long _bytes;
        private bool _plain = true;

        public void Add(ChannelSlicer slicer, SlicedTensor tensor)
        {
            long size = tensor.Slice.numel() * tensor.Slice.ElementSize;
            _bytes += size;
            _plain &= ChannelSlicer.IsPlainMemory(tensor.Full, tensor.Slice);
            int pieces = _plain ? (int)Math.Clamp(size / BytesOfAPiece, 1, slicer.Rows) : 1;
            for (int piece = 0; piece < pieces; piece++)
            {
                _pieces.Add(new Piece(slicer, tensor, (int)((long)slicer.Rows * piece / pieces), (int)((long)slicer.Rows * (piece + 1) / pieces)));
            }
        }

        public void Copy(bool toSlice) => SharedWork.OneByOne(_pieces.Count, _plain ? SharedWork.ThreadsForBytes(_bytes, threads) : 1, piece =>
        {
            _pieces[piece].Copy(toSlice);
            if (!toSlice)
            {
                FaultPoints.Reached?.Invoke(FaultPoint.InScatter);
            }
        });
    }

    private readonly record struct Piece(ChannelSlicer Slicer, SlicedTensor Tensor, int First, int End)
    {
        public void Copy(bool toSlice)
        {
            if (First == 0 && End == Slicer.Rows)
            {
                Slicer.Copy(Tensor.Full, Tensor.Slice, toSlice);
            }
            else
            {
                Slicer.CopyRows(Tensor.Full, Tensor.Slice, First, End, toSlice);
            }
        }
    }
}

/// <summary>A full tensor and its slice.</summary>
/// <param name="Layout">How it follows the channels.</param>
/// <param name="Full">The full tensor.</param>
/// <param name="Slice">Its slice.</param>
/// <param name="IsOptimizerState">Whether it is what the optimizer keeps of a parameter.</param>
internal readonly record struct SlicedTensor(TensorLayout Layout, Tensor Full, Tensor Slice, bool IsOptimizerState = false);
