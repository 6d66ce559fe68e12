namespace CompactCnn.Runtime.Tests;

/// <summary>What a run remembers goes through a file and comes back, bit by bit; what does not fit changes nothing.</summary>
public sealed class RunStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Every selector of the library: a new one is found here, and cannot forget its state.</summary>
    public static TheoryData<string, SaliencyNormalization> SelectorsAndNormalizations
    {
        get
        {
            var cases = new TheoryData<string, SaliencyNormalization>();
            foreach (Type type in typeof(SelectorOptions).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SelectorOptions)) && !type.IsAbstract))
            {
                cases.Add(type.Name, SaliencyNormalization.Max);
            }

            foreach (SaliencyNormalization normalization in Enum.GetValues<SaliencyNormalization>().Where(normalization => normalization != SaliencyNormalization.Max))
            {
                cases.Add(nameof(Cucb), normalization);
            }

            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SelectorsAndNormalizations))]
    public void EverySelectorGoesOnAsIfNothingHadHappened(string selector, SaliencyNormalization normalization)
    {
        Type type = typeof(SelectorOptions).Assembly.GetType($"CompactCnn.{selector}")!;
        TrainingOptions options = Tests.Choices.Constant(0.5, new()
        {
            Selector = (SelectorOptions)Activator.CreateInstance(type)!,
            Normalization = normalization,
            ReselectEvery = 1,
            RandomSteps = 5,
            FreezeAfter = 0.9,
        });
        // Before the random steps end, while the selector chooses, and once the choice is frozen.
        foreach (int stop in new[] { 3, 40, 95 })
        {
            ChannelGate[] gates = Gates.Of(9, 5);
            var selection = Gates.Selection(gates, options, totalSteps: 100, seed: 3);
            Play(selection, gates, from: 0, to: stop);
            string path = Write(selection);

            ChannelGate[] otherGates = Gates.Of(9, 5);
            var resumed = Gates.Selection(otherGates, options, totalSteps: 100, seed: 3);
            Read(path, resumed);
            Assert.Equal(Choices(selection, gates, stop), Choices(resumed, otherGates, stop));
            Assert.Equal(Remembered(gates), Remembered(otherGates));
            Assert.Equal(File.ReadAllBytes(Write(selection)), File.ReadAllBytes(Write(resumed)));
        }
    }

    [Fact]
    public void WhatDoesNotFitIsNamedAndChangesNothing()
    {
        string path = Write(new Part { Count = 4, Numbers = [1, 2, 3], Channels = [0, 2] });
        Expect(new Part { Numbers = new double[2] }, $"'{path}' has 'numbers' as Float64 [3], but this run expects Float64 [2]; resume with the version and the model that wrote it");
        Expect(new Part { Channels = [0], ChannelCount = 2 }, $"'{path}' has 'channels' as [0, 2], but this run expects sorted indices from 0 to 1; resume with the version and the model that wrote it");
        Expect(new Part { Extra = true }, $"'{path}' lacks 'extra' of this run; resume with the version and the model that wrote it");
        string more = Write(new Part { Extra = true });
        Assert.Equal($"'{more}' holds 'extra', of which this run knows nothing; resume with the version and the model that wrote it", Assert.Throws<CheckpointException>(() => Read(more, new Part())).Message);

        void Expect(Part part, string sentence)
        {
            double[] before = [.. part.Numbers];
            Assert.Equal(sentence, Assert.Throws<CheckpointException>(() => Read(path, part)).Message);
            Assert.Equal(0, part.Count);
            Assert.Equal(before, part.Numbers);
        }
    }

    [Fact]
    public void TwoPartsOfOneNameAreAFaultOfTheProgram()
    {
        using var writer = new StateWriter();
        var state = new RunState(writer);
        long value = 1;
        state.Part("a").Transfer("b", ref value);
        Assert.Throws<InvalidOperationException>(() => state.Transfer("a.b", ref value));
    }

    private static List<string> Choices(ChannelSelection selection, ChannelGate[] gates, int from) =>
        Play(selection, gates, from, to: 100);

    private static List<string> Play(ChannelSelection selection, ChannelGate[] gates, int from, int to)
    {
        var choices = new List<string>();
        for (int step = from; step < to; step++)
        {
            selection.Choose();
            choices.AddRange(gates.Select(gate => string.Join(",", gate.Active.ToArray())));
            var noise = new Random(step);
            selection.Observe(Gates.Rewards(gates, channel => channel * noise.NextDouble()));
        }

        choices.AddRange(selection.Keep().Select(channels => string.Join(",", channels)));
        return choices;
    }

    private static string[] Remembered(ChannelGate[] gates) =>
        [.. gates.Select(gate => $"{string.Join(",", gate.Plays.ToArray())} {string.Join(",", gate.MeanSaliency.ToArray())}")];

    private string Write(IStateful part)
    {
        string path = _folder.At(Guid.NewGuid().ToString("N"));
        using var writer = new StateWriter();
        part.Transfer(new RunState(writer));
        SafetensorsWriter.Write(path, new Dictionary<string, string>(), writer.Tensors);
        return path;
    }

    private static void Read(string path, IStateful part)
    {
        using SafetensorsReader file = SafetensorsReader.Open(path);
        new StateReader(file, path).Read(part);
    }

    private sealed class Part : IStateful
    {
        private long _count;

        public long Count
        {
            get => _count;
            init => _count = value;
        }

        public double[] Numbers { get; init; } = new double[3];

        public int[] Channels { get; set; } = [1];

        public int ChannelCount { get; init; } = 5;

        public bool Extra { get; init; }

        public void Transfer(RunState state)
        {
            state.Transfer("count", ref _count);
            state.Transfer("numbers", Numbers);
            int[] channels = Channels;
            state.TransferIndices("channels", ref channels, ChannelCount);
            Channels = channels;
            if (Extra)
            {
                bool extra = true;
                state.Transfer("extra", ref extra);
            }
        }
    }
}
