using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>A network's tensors are copied in pieces by several threads: what comes of it is what one copy of each would be.</summary>
public class NetworkSlicerTests
{
    private static int[] FullWidths { get; } = [3, 150, 260, 1];

    private static TensorLayout[] Layouts { get; } =
    [
        new("first", false, [ChannelLayout.OfGroup(1, 150), ChannelLayout.OfFixed(3)], [3, 3]),
        new("norm", false, [ChannelLayout.OfGroup(1, 150)], []),
        new("large", false, [ChannelLayout.OfGroup(2, 260), ChannelLayout.OfGroup(1, 150)], [3, 3]),
        new("larger", false, [ChannelLayout.OfGroup(2, 260), ChannelLayout.OfGroup(2, 260)], [5, 5]),
        // All of it in one row, which cannot be cut.
        new("row", false, [ChannelLayout.OfGroup(3, 1), ChannelLayout.OfGroup(2, 260, expand: 400)], []),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void HoweverManyThreadsCopyTheSameEntriesAreCopied(int threads)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            int[][] keep = Keep(seed);
            SlicedTensor[] tensors = [.. Layouts.SelectMany(layout => Enumerable.Range(0, 2).Select(copy => new SlicedTensor(layout, Random(layout.Shape(FullWidths), seed + copy), zeros(layout.Shape(KeepList.Widths(keep))))))];
            var slicer = new NetworkSlicer(tensors, keep, threads);
            slicer.Gather();
            foreach (SlicedTensor tensor in tensors)
            {
                TensorAssert.SameBits(Slices.Of(tensor.Full, tensor.Layout, keep), tensor.Slice, $"{tensor.Layout.Name}, {threads} threads, seed {seed}");
            }

            Tensor[] expected = [.. tensors.Select(tensor => where(Slices.Mask(tensor.Full, tensor.Layout, keep), tensor.Full.neg().sub(1), tensor.Full))];
            foreach (SlicedTensor tensor in tensors)
            {
                tensor.Slice.neg_().sub_(1);
            }

            slicer.Scatter();
            foreach ((SlicedTensor tensor, Tensor scattered) in tensors.Zip(expected))
            {
                TensorAssert.SameBits(scattered, tensor.Full, $"{tensor.Layout.Name}, {threads} threads, seed {seed}");
            }
        }
    }

    [Fact]
    public void TensorsThatAreNotPlainMemoryAreCopiedToo()
    {
        using DisposeScope scope = NewDisposeScope();
        int[][] keep = Keep(seed: 1);
        SlicedTensor[] tensors = [.. Layouts.Select((layout, index) => new SlicedTensor(layout, Random(layout.Shape(FullWidths), index), zeros([.. layout.Shape(KeepList.Widths(keep)), 1 + index % 2]).select(-1, 0)))];
        new NetworkSlicer(tensors, keep, threads: 2).Gather();
        Assert.All(tensors, tensor => TensorAssert.SameBits(Slices.Of(tensor.Full, tensor.Layout, keep), tensor.Slice, tensor.Layout.Name));
    }

    /// <summary>Of the first case all channels, so that whole tensors are copied.</summary>
    private static int[][] Keep(int seed)
    {
        var random = new Random(seed);
        return [.. FullWidths.Select(width =>
        {
            int[] channels = [.. Enumerable.Range(0, width)];
            random.Shuffle(channels);
            return channels.Take(seed == 0 ? width : random.Next((width + 1) / 2, width + 1)).Order().ToArray();
        })];
    }

    private static Tensor Random(long[] shape, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return rand(shape, generator: generator);
    }
}
