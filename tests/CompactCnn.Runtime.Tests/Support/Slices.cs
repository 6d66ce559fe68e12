using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Which entries a keep-list keeps, said a second time and in another way than the library does: for each position of
/// an axis, whether its channel is kept.
/// </summary>
internal static class Slices
{
    public static bool[] Kept(ChannelLayout axis, int[][] keep) =>
        [.. axis.Segments.SelectMany(segment => Enumerable.Range(0, segment.Count / segment.Share * segment.Expand)
            .Select(position => segment.Group == ChannelSegment.Fixed || keep[segment.Group].Contains(position / segment.Expand)))];

    /// <summary>The kept entries of a full tensor.</summary>
    public static Tensor Of(Tensor full, TensorLayout layout, int[][] keep)
    {
        Tensor slice = full.detach();
        for (int axis = 0; axis < layout.Axes.Length; axis++)
        {
            long[] positions = [.. Kept(layout.Axes[axis], keep).Select((kept, position) => kept ? position : -1L).Where(position => position >= 0)];
            slice = slice.index_select(axis, tensor(positions));
        }

        return slice;
    }

    /// <summary>True, in the tensor's shape, where input and output channel are kept.</summary>
    public static Tensor Mask(Tensor full, TensorLayout layout, int[][] keep)
    {
        Tensor mask = ones(full.shape, ScalarType.Bool);
        for (int axis = 0; axis < layout.Axes.Length; axis++)
        {
            long[] shape = [.. Enumerable.Repeat(1L, (int)full.dim())];
            shape[axis] = -1;
            mask = mask.logical_and(tensor(Kept(layout.Axes[axis], keep)).view(shape));
        }

        return mask;
    }
}
