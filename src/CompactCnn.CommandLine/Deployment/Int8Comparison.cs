using System.Diagnostics;
using static TorchSharp.torch;

namespace CompactCnn.CommandLine;

/// <summary>What integers cost in answers and save in time: both files, executed by ONNX Runtime on images held out.</summary>
internal static class Int8Comparison
{
    /// <summary>More make the answer no better than the choice of images is.</summary>
    public const int MostImages = 2000;

    private const int ImagesAtOnce = 50;
    private const int MostPairs = 100;
    private static readonly TimeSpan TimingLimit = TimeSpan.FromSeconds(5);

    /// <summary>Compares two files.</summary>
    /// <param name="floatFile">The float32 one.</param>
    /// <param name="int8File">The other.</param>
    /// <param name="images">Images held out, normalised and labelled as the network's classes are.</param>
    /// <param name="calibrationImages">Of how many images ranges were taken.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Int8Result Of(string floatFile, string int8File, TrainingData images, int calibrationImages, CancellationToken cancellation)
    {
        using var floatAnswers = new OnnxAnswers(floatFile);
        using var int8Answers = new OnnxAnswers(int8File);
        int count = Math.Min(MostImages, images.Count);
        // Evenly over the order: folders are ordered by class.
        long[] chosen = [.. Enumerable.Range(0, count).Select(i => (long)i * images.Count / count)];
        int floatRight = 0, int8Right = 0, same = 0;
        foreach (long[] piece in chosen.Chunk(ImagesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            (float[] numbers, long[] shape, long[] labels) = Batch(images, piece);
            int[] floats = floatAnswers.Classes(numbers, shape);
            int[] integers = int8Answers.Classes(numbers, shape);
            for (int i = 0; i < labels.Length; i++)
            {
                floatRight += floats[i] == labels[i] ? 1 : 0;
                int8Right += integers[i] == labels[i] ? 1 : 0;
                same += floats[i] == integers[i] ? 1 : 0;
            }
        }

        (double floatMilliseconds, double int8Milliseconds) = Times(floatAnswers, int8Answers, images, cancellation);
        return new Int8Result(
            calibrationImages,
            count,
            100.0 * floatRight / count,
            100.0 * int8Right / count,
            100.0 * same / count,
            RegularFile.Length(floatFile),
            Math.Round(floatMilliseconds, 4),
            Math.Round(int8Milliseconds, 4));
    }

    /// <summary>Medians of one image at a time, one file after the other, so that what else the machine does meets both.</summary>
    private static (double Float, double Int8) Times(OnnxAnswers floatAnswers, OnnxAnswers int8Answers, TrainingData images, CancellationToken cancellation)
    {
        (float[] numbers, long[] shape, _) = Batch(images, [0]);
        var times = (Float: new List<double>(), Int8: new List<double>());
        floatAnswers.Classes(numbers, shape);
        int8Answers.Classes(numbers, shape);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < MostPairs && (i < 3 || clock.Elapsed < TimingLimit); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            times.Float.Add(Milliseconds(floatAnswers));
            times.Int8.Add(Milliseconds(int8Answers));
        }

        return (times.Float.Order().ElementAt(times.Float.Count / 2), times.Int8.Order().ElementAt(times.Int8.Count / 2));

        double Milliseconds(OnnxAnswers answers)
        {
            long start = Stopwatch.GetTimestamp();
            answers.Classes(numbers, shape);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private static (float[] Numbers, long[] Shape, long[] Labels) Batch(TrainingData images, long[] positions)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        TrainingBatch batch = images.Batch(tensor(positions), default);
        return ([.. batch.Images.contiguous().data<float>()], batch.Images.shape, [.. batch.Labels.data<long>()]);
    }
}
