using System.Buffers.Binary;
using Tensorboard;

namespace CompactCnn.Runtime.Tests;

/// <summary>TensorBoard's events: their framing and checksums, what they say, and what becomes of them when a run goes on.</summary>
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.At("events");

    private string Path => System.IO.Path.Combine(Folder, "events.out.tfevents.compactcnn");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HoldsWhatARunReports()
    {
        ModelCase model = ModelCases.Of("NormedHead");
        using TrainingData source = SyntheticData.For(model.Graph, 128, seed: 1);
        using var data = new TrainingData(source.Images.alias(), source.Labels.alias(), validation: SyntheticData.For(model.Graph, 20, seed: 2));
        using Network network = model.Create(seed: 1);
        RecordedProgress progress;
        TrainingResult result;
        using (var log = new TensorBoardLog(Folder, model.Graph, model.Gates(network), every: 3))
        {
            progress = new RecordedProgress(log.Report);
            result = model.Train(network, data, new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = 5, Validation = ValidationUse.Measure }, progress);
        }

        List<Event> events = Events();
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        // Eight steps: every third, the last, and the last of the first epoch for its validation.
        Assert.Equal([3, 4, 6, 8], events.Skip(1).Select(item => item.Step));
        foreach (Event item in events.Where(item => item.Step is 3 or 6 or 8))
        {
            TrainingProgress report = progress.Reports[(int)item.Step - 1];
            Assert.Equal(
                [(float)report.Loss, (float)report.Accuracy, (float)report.LearningRate, (float)report.ImagesPerSecond],
                new[] { "loss", "accuracy", "learning_rate", "images_per_second" }.Select(tag => Scalar(item, tag)));
            Assert.Equal(report.ActiveChannels, model.Graph.Groups.Select(group => (int)Scalar(item, $"active_channels/{group.Name}")));
        }

        foreach ((int step, int epoch) in new[] { (4, 0), (8, 1) })
        {
            Event item = events.Single(item => item.Step == step);
            Assert.Equal((float)result.Epochs[epoch].Validation!.Loss, Scalar(item, "validation/loss"));
            Assert.Equal((float)result.Epochs[epoch].Validation!.Accuracy, Scalar(item, "validation/accuracy"));
        }

        foreach (ChannelGate gate in model.Gates(network))
        {
            HistogramProto histogram = events[^1].Summary.Value.Single(value => value.Tag == $"saliency/{gate.Group.Name}").Histo;
            double[] seen = [.. gate.MeanSaliency.ToArray().Where((_, arm) => gate.Plays[arm] > 0)];
            Assert.Equal((seen.Min(), seen.Max(), seen.Length, seen.Sum()), (histogram.Min, histogram.Max, histogram.Num, histogram.Sum));
            Assert.Equal(seen.Length, histogram.Bucket.Sum());
            // A bucket counts what lies above the limit before it.
            for (int bucket = 1; bucket < histogram.Bucket.Count; bucket++)
            {
                Assert.True(histogram.BucketLimit[bucket] > histogram.BucketLimit[bucket - 1]);
            }
        }
    }

    [Fact]
    public void AResumedRunLeavesNoStepTwice()
    {
        Write(1, 1, 6);
        // Killed within a record.
        using (FileStream file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length - 3);
        }

        Write(firstStep: 5, 5, 8);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], Events().Select(item => item.Step));
        Write(firstStep: 1, 1, 2);
        Assert.Equal([0, 1, 2], Events().Select(item => item.Step));
        Assert.Equal(["events.out.tfevents.compactcnn"], Directory.GetFiles(Folder).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void DamageIsWhereAResumedRunGoesOn()
    {
        Write(1, 1, 6);
        byte[] whole = File.ReadAllBytes(Path);
        var random = new Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] damaged = [.. whole];
            int place = random.Next(60, whole.Length);
            damaged[place] ^= (byte)(1 << random.Next(8));
            long[] steps = [.. EventRecords.Read(damaged).Select(item => item.Step)];
            Assert.InRange(steps.Length, 1, 6);
            Assert.Equal(Enumerable.Range(0, steps.Length).Select(step => (long)step), steps);
        }
    }

    [Fact]
    public void EveryEventIsInTheFileAtOnce()
    {
        using var log = new TensorBoardLog(Folder, ModelCases.Of("NormedHead").Graph, every: 1);
        log.Report(At(1));
        Assert.Equal([0, 1], Events().Select(item => item.Step));
    }

    [Fact]
    public void RefusesWhatCannotBeWrittenOrGoneOnWith()
    {
        File.WriteAllText(_folder.At("file"), "");
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TensorBoardLog(_folder.At("file/events"), ModelCases.Of("NormedHead").Graph));
        Assert.StartsWith("TensorBoard's events '", exception.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path, "something else");
        exception = Assert.Throws<ArgumentException>(() => new TensorBoardLog(Folder, ModelCases.Of("NormedHead").Graph, firstStep: 2));
        Assert.Contains("must begin with 'brain.Event:2' to be continued", exception.Message, StringComparison.Ordinal);
        Assert.Equal("something else", File.ReadAllText(Path));
    }

    private static float Scalar(Event item, string tag) => item.Summary.Value.Single(value => value.Tag == tag).SimpleValue;

    private static TrainingProgress At(long step) => new(1, 2, step, 8, 0.5, 12.5, 100, TimeSpan.Zero, [3, 4], 0.05);

    private void Write(long firstStep, int from, int to)
    {
        using var log = new TensorBoardLog(Folder, ModelCases.Of("NormedHead").Graph, every: 1, firstStep: firstStep);
        for (int step = from; step <= to; step++)
        {
            log.Report(At(step));
        }
    }

    /// <summary>The events of the file, read by the format's description and not by the code under test.</summary>
    private List<Event> Events()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var events = new List<Event>();
        for (int place = 0; place < bytes.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(place)));
            Assert.Equal(MaskedCrc(bytes.AsSpan(place, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place + 8)));
            Span<byte> data = bytes.AsSpan(place + 12, length);
            Assert.Equal(MaskedCrc(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place + 12 + length)));
            events.Add(Event.Parser.ParseFrom(data.ToArray()));
            place += 12 + length + 4;
        }

        return events;
    }

    /// <summary>CRC-32C bit by bit; of "123456789" it is e3069283.</summary>
    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        Assert.Equal(0xe3069283u, Crc("123456789"u8));
        uint crc = Crc(data);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);

        static uint Crc(ReadOnlySpan<byte> data)
        {
            uint crc = uint.MaxValue;
            foreach (byte value in data)
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78u);
                }
            }

            return ~crc;
        }
    }
}
