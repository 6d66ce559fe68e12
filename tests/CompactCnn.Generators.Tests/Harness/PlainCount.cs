using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// A second, plain way to count: it walks the layers once with numbers in its hands, as one would on paper, and shares
/// nothing with the graph.
/// </summary>
internal static class PlainCount
{
    /// <summary>Parameters and multiply-accumulates where the prunable layers have these widths, in their order.</summary>
    public static (long Parameters, long Macs) Of(ModelDeclaration declaration, IEnumerable<int> widths)
    {
        using IEnumerator<int> next = widths.GetEnumerator();
        (long channels, long height, long width) = (declaration.Input.Channels, declaration.Input.Height, declaration.Input.Width);
        long parameters = 0;
        long macs = 0;
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            switch (declaration.Layers[i])
            {
                case ConvDeclaration layer:
                    long output = Width(layer.Prunable, layer.OutChannels, next);
                    long padding = layer.Padding ?? layer.Dilation * (layer.Kernel / 2);
                    height = Windows(height, (layer.Dilation * (layer.Kernel - 1)) + 1, layer.Stride, padding);
                    width = Windows(width, (layer.Dilation * (layer.Kernel - 1)) + 1, layer.Stride, padding);
                    long weights = channels * output * layer.Kernel * layer.Kernel;
                    bool isNormed = layer.Norm == NormKind.Batch;
                    parameters += weights + (layer.Bias ?? !isNormed ? output : 0) + (isNormed ? 2 * output : 0);
                    macs += weights * height * width;
                    channels = output;
                    break;
                case PoolDeclaration layer:
                    height = Windows(height, layer.Kernel, layer.Stride ?? layer.Kernel, layer.Padding);
                    width = Windows(width, layer.Kernel, layer.Stride ?? layer.Kernel, layer.Padding);
                    break;
                case GlobalPoolDeclaration:
                    (height, width) = (1, 1);
                    break;
                case NormDeclaration:
                    parameters += 2 * channels;
                    break;
                case LinearDeclaration layer:
                    bool isClassifier = i == declaration.Layers.Count - 1;
                    long units = Width(!isClassifier && layer.Prunable != false, layer.OutFeatures, next);
                    long connections = channels * height * width * units;
                    bool isNormedToo = !isClassifier && layer.Norm == NormKind.Batch;
                    parameters += connections + (layer.Bias ?? !isNormedToo ? units : 0) + (isNormedToo ? 2 * units : 0);
                    macs += connections;
                    (channels, height, width) = (units, 1, 1);
                    break;
            }
        }

        return (parameters, macs);
    }

    private static long Width(bool isPrunable, int full, IEnumerator<int> widths)
    {
        if (!isPrunable)
            return full;

        Assert.True(widths.MoveNext(), "there are more prunable layers than groups");
        return widths.Current;
    }

    /// <summary>How many windows fit, counted by moving one.</summary>
    private static long Windows(long size, long extent, long stride, long padding)
    {
        long count = 0;
        for (long start = -padding; start + extent <= size + padding; start += stride)
        {
            count++;
        }

        return count;
    }
}
