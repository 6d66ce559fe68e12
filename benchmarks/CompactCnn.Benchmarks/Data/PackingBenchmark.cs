using System.Diagnostics;
using SkiaSharp;
using static TorchSharp.torch;

namespace CompactCnn.Benchmarks;

/// <summary>
/// A folder of 20,000 photographs of 96x96, as JPEG: how much faster more threads pack it, how soon a later start has it, and
/// whether batches come as fast out of the mapped file as out of memory.
/// </summary>
internal static class PackingBenchmark
{
    private const int Pictures = 20_000;
    private const int Classes = 10;
    private const int Side = 96;
    private const int Starts = 5;
    private const int Batches = 50;

    private static readonly ImageFolderOptions Packed = new() { ImageShape = new FeatureShape(3, Side, Side), Store = PictureStore.Packed };

    public static void Run(BenchmarkRun run, Func<string, BenchmarkRow> row)
    {
        DirectoryInfo place = Directory.CreateTempSubdirectory("compactcnn-packing-");
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        try
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(place.FullName, "cache"));
            string folder = Path.Combine(place.FullName, "pictures");
            Draw(folder);
            run.Report.Add(Threads(run, folder, row));
            run.Report.Add(Start(folder, row));
            run.Report.Add(Gathering(run, folder, row));
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
            place.Delete(recursive: true);
        }
    }

    private static BenchmarkRow Threads(BenchmarkRun run, string folder, Func<string, BenchmarkRow> row)
    {
        // The first load warms the files, and the code, for both.
        FirstLoad(folder, run.Threads);
        TimeSpan many = FirstLoad(folder, run.Threads);
        TimeSpan one = FirstLoad(folder, 1);
        return row($"first load with one thread / with {run.Threads}") with
        {
            Ratio = one / many,
            Goal = 1.7,
            GoalIsMinimum = true,
            Note = $"{one.TotalSeconds:F1} s and {many.TotalSeconds:F1} s, {Pictures / many.TotalSeconds:F0} pictures a second",
        };
    }

    private static BenchmarkRow Start(string folder, Func<string, BenchmarkRow> row)
    {
        TimeSpan[] starts = [.. Enumerable.Range(0, Starts).Select(_ => Load(folder, Packed)).Order()];
        return row("a later start, in seconds") with { Ratio = starts[Starts / 2].TotalSeconds, Goal = 1, Note = $"the median of {Starts}, all pixels checked; the slowest {starts[^1].TotalSeconds:F2} s" };
    }

    private static BenchmarkRow Gathering(BenchmarkRun run, string folder, Func<string, BenchmarkRow> row)
    {
        using Dataset mapped = ImageFolder.Load(folder, Packed);
        using Dataset resident = ImageFolder.Load(folder, Packed with { Store = PictureStore.Memory });
        int turn = 0;
        PairedResult result = PairedMeasurement.Run(() => Take(mapped.Train), () => Take(resident.Train), Math.Min(run.Pairs, 30));
        return row("time of batches, mapped / in memory") with
        {
            Ratio = result.Ratio,
            Low = result.Low,
            High = result.High,
            SelfRatio = result.SelfRatio,
            Goal = 1 / 0.9,
            Note = $"{Batches * StepSettings.BatchSize / (result.BaselineMilliseconds / 1000):F0} images a second in memory, normalised",
        };

        void Take(TrainingData data)
        {
            foreach (TrainingBatch batch in BatchOrder.Epoch(data, StepSettings.BatchSize, seed: 1, turn++, CPU).Take(Batches))
            {
                batch.Dispose();
            }
        }
    }

    private static TimeSpan FirstLoad(string folder, int threads)
    {
        PackedCache.Clean();
        return Load(folder, Packed with { Threads = threads });
    }

    private static TimeSpan Load(string folder, ImageFolderOptions options)
    {
        var clock = Stopwatch.StartNew();
        ImageFolder.Load(folder, options).Dispose();
        return clock.Elapsed;
    }

    /// <summary>Pictures with gradients, edges and grain, which decode as photographs do.</summary>
    private static void Draw(string folder)
    {
        Parallel.For(0, Pictures, picture =>
        {
            string place = Path.Combine(folder, $"class-{picture % Classes}");
            Directory.CreateDirectory(place);
            var random = new Random(picture);
            using var bitmap = new SKBitmap(Side, Side);
            using (var canvas = new SKCanvas(bitmap))
            using (var paint = new SKPaint())
            {
                canvas.Clear(new SKColor((uint)random.Next() | 0xFF000000));
                for (int shape = 0; shape < 30; shape++)
                {
                    paint.Color = new SKColor((uint)random.Next() | 0x80000000);
                    canvas.DrawCircle(random.Next(Side), random.Next(Side), random.Next(2, 30), paint);
                }
            }

            using SKData jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
            File.WriteAllBytes(Path.Combine(place, $"{picture:00000}.jpg"), jpeg.ToArray());
        });
    }
}
