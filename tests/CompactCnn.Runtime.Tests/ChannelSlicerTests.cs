using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// The slicer has a path by memory for the CPU and one by index for other devices; a slice that is not contiguous
/// takes the second on the CPU as well. Both must do what the layouts say, for any layout.
/// </summary>
public class ChannelSlicerTests
{
    private const int Cases = 150;

    public static TheoryData<ScalarType> Types => [ScalarType.Float32, ScalarType.Float64, ScalarType.Int64];

    [Theory]
    [MemberData(nameof(Types))]
    public void BothPathsGatherTheKeptEntries(ScalarType type)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            using var scope = NewDisposeScope();
            (TensorLayout layout, int[][] keep) = RandomLayout(seed);
            Tensor full = Numbered(layout.Shape(FullWidths), type);
            Tensor expected = Slices.Of(full, layout, keep);
            Tensor byMemory = zeros(expected.shape, type);
            Tensor byIndex = Strided(expected.shape, type);
            var slicer = new ChannelSlicer(layout, keep);
            slicer.Gather(full, byMemory);
            slicer.Gather(full, byIndex);
            TensorAssert.SameBits(expected, byMemory, $"by memory, seed {seed}");
            TensorAssert.SameBits(expected, byIndex, $"by index, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void BothPathsScatterIntoTheKeptEntriesAndNoOther(ScalarType type)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            using var scope = NewDisposeScope();
            (TensorLayout layout, int[][] keep) = RandomLayout(seed);
            Tensor full = Numbered(layout.Shape(FullWidths), type);
            Tensor changed = full.neg().sub(1);
            Tensor expected = where(Slices.Mask(full, layout, keep), changed, full);
            Tensor slice = Slices.Of(changed, layout, keep).contiguous();
            Tensor strided = Strided(slice.shape, type);
            strided.copy_(slice);
            var slicer = new ChannelSlicer(layout, keep);
            Tensor byMemory = full.clone();
            Tensor byIndex = full.clone();
            slicer.Scatter(slice, byMemory);
            slicer.Scatter(strided, byIndex);
            TensorAssert.SameBits(expected, byMemory, $"by memory, seed {seed}");
            TensorAssert.SameBits(expected, byIndex, $"by index, seed {seed}");
        }
    }

    private static int[] FullWidths { get; } = [6, 1, 5];

    /// <summary>One or two axes of one to three segments, fixed ones and expanded ones among them, kernels of 1x1 to 5x5.</summary>
    private static (TensorLayout Layout, int[][] Keep) RandomLayout(int seed)
    {
        var random = new Random(seed);
        int kernel = random.Next(1, 6);
        ChannelLayout[] axes = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Axis())];
        int[][] keep = [.. FullWidths.Select(width =>
        {
            int[] channels = [.. Enumerable.Range(0, width)];
            random.Shuffle(channels);
            return channels.Take(random.Next(1, width + 1)).Order().ToArray();
        })];
        return (new TensorLayout("tensor", false, [.. axes], axes.Length == 2 && random.Next(3) > 0 ? [kernel, kernel] : []), keep);

        ChannelLayout Axis() => new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
        {
            int group = random.Next(-1, FullWidths.Length);
            return new ChannelSegment(group, group == ChannelSegment.Fixed ? random.Next(1, 4) : FullWidths[group], random.Next(1, 4));
        })]);
    }

    private static Tensor Numbered(long[] shape, ScalarType type) =>
        arange(1, shape.Aggregate(1L, (product, size) => product * size) + 1, ScalarType.Int64).view(shape).to(type);

    /// <summary>Memory with a gap behind each element.</summary>
    private static Tensor Strided(long[] shape, ScalarType type) => zeros([.. shape, 2], type).select(-1, 0);
}
