namespace CompactCnn.Runtime.Tests;

/// <summary>A teacher's memory is counted where a step's is: in the estimate, and by a budget's cap.</summary>
public sealed class TeacherMemoryTests
{
    private const int Batch = 16;

    public static TheoryData<string> Names => [.. ModelCases.Names];

    [Fact]
    public void OfAChainItIsItsTensorsTheImagesAndTwoNeighbours()
    {
        // PlainVggTwin has neither norms nor branches: at most a layer's input and output are alive, and a ReLU writes over its input.
        ModelCase model = ModelCases.Of("PlainVggTwin");
        using CompactNetwork network = model.CreateCompact(model.Graph.FullWidths);
        using var teacher = new Teacher(network);
        long[] maps = [.. model.Graph.Operations
            .Where(operation => operation is not (ActivationOperation or FlattenOperation or DropoutOperation))
            .Select(operation => (long)operation.Output.FullWidth * operation.Height * operation.Width)];
        long neighbours = maps.Zip(maps.Skip(1), (input, output) => input + output).Max();
        Assert.Equal(4 * (network.CostTable.Parameters + (Batch * (model.Graph.Input.Elements + neighbours))), teacher.Memory(Batch));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItGrowsWithTheBatchAndHalvesWithThePrecision(string name)
    {
        ModelCase model = ModelCases.Of(name);
        using CompactNetwork network = model.CreateCompact(model.Graph.FullWidths);
        using var teacher = new Teacher(network);
        using var rounded = new Teacher(network, precision: Precision.BFloat16);
        long image = teacher.Memory(2) - teacher.Memory(1);
        Assert.True(image >= 4 * (model.Graph.Input.Elements + model.Graph.Classes), $"{image} bytes for an image");
        Assert.Equal(teacher.Memory(1) + (9 * image), teacher.Memory(10));
        Assert.Equal(teacher.Memory(10), 2 * rounded.Memory(10));
        Refusal.OfArgument<ArgumentOutOfRangeException>("batchSize", "batchSize ('0') must be greater than or equal to '1'.", () => teacher.Memory(0));
    }

    [Fact]
    public void ACapOnMemoryLeavesRoomForIt()
    {
        ModelCase model = CheckpointedRun.Model;
        using CompactNetwork network = model.CreateCompact(model.Graph.FullWidths);
        using var teacher = new Teacher(network);
        using TrainingData data = CheckpointedRun.Data();
        MemoryEstimate full = MemoryEstimate.AtStart(model.Graph, new() { BatchSize = Batch, Teacher = teacher });
        Assert.Equal(teacher.Memory(Batch), full.Teacher);
        Assert.Equal(full with { Teacher = 0 }, MemoryEstimate.AtStart(model.Graph, new() { BatchSize = Batch }));

        int[] alone = Widths(null);
        int[] taught = Widths(teacher);
        Assert.Equal(model.Graph.FullWidths, alone);
        Assert.True(taught.Sum() < alone.Sum(), "the teacher took no room");
        Assert.True(MemoryEstimate.Of(model.Graph, taught, Batch, teacher: teacher).Total < full.Total, "the cap is exceeded");

        // One byte less than all of it with the teacher; without it that is more than enough.
        int[] Widths(Teacher? of)
        {
            using Network trained = model.Create(seed: 1);
            int[]? widths = null;
            var options = CheckpointedRun.Options with { Epochs = 1, Teacher = of, Target = CompactTarget.Channels(1).WithinMemory(full.Total - 1, Batch) };
            model.Train(trained, data, options, new RecordedProgress(report => widths ??= [.. report.ActiveChannels]));
            return widths!;
        }
    }
}
