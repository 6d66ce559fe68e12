using System.Collections.Immutable;
using System.Reflection;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// A file says what its declaration was. A declaration that changed since, to one of the same names and shapes, would load
/// the old weights and answer wrongly: it is refused by the first operation that differs.
/// </summary>
public sealed class DeclarationTests : IDisposable
{
    private const string Base = "Conv(4), Conv(4), Conv(4), Add(\"Conv2\"), Pool, Dropout(0.1), GlobalPool, Linear(3)";

    private static readonly string[] _variants =
    [
        Base,
        Base.Replace("Conv(4), Conv(4), Conv(4)", "Conv(4, Activation = Activation.SiLU), Conv(4), Conv(4)", StringComparison.Ordinal),
        Base.Replace(", Pool,", ", Pool(Kind = PoolKind.Average),", StringComparison.Ordinal),
        Base.Replace("Conv(4), Conv(4), Conv(4)", "Conv(4), Conv(4), Conv(4, Dilation = 2)", StringComparison.Ordinal),
        Base.Replace("Conv(4), Conv(4), Conv(4)", "Conv(4), Conv(4), Conv(4, From = \"Conv1\")", StringComparison.Ordinal),
        Base.Replace("Dropout(0.1)", "Dropout(0.5)", StringComparison.Ordinal),
        Base.Replace("Dropout(0.1), ", "", StringComparison.Ordinal),
    ];

    private static readonly Lazy<ModelCase[]> _models = new(() => GeneratedNetworks.Declared(
        _variants.Select((layers, i) => $"namespace V{i} {{ [CompactModel(1, 8, 8, FormerNames = [\"V0.Net\"])] [{layers}] public sealed partial class Net; }}"),
        [.. _variants.Select((_, i) => $"V{i}.Net")]));

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.At("network");

    public static TheoryData<int, string, string> Changes => new()
    {
        { 1, "Conv1Activation: activation ReLU of Conv1Norm, gives 4 of group Conv1 x 8 x 8", "Conv1Activation: activation SiLU of Conv1Norm, gives 4 of group Conv1 x 8 x 8" },
        { 2, "Pool1: max pool, kernel 2, stride 2, padding 0 of Add1, gives 4 of group Conv2 x 4 x 4", "Pool1: average pool, kernel 2, stride 2, padding 0 of Add1, gives 4 of group Conv2 x 4 x 4" },
        { 3, "Conv3: convolution, kernel 3, stride 1, padding 1, dilation 1, groups 1 of Conv2Activation, gives 4 of group Conv2 x 8 x 8", "Conv3: convolution, kernel 3, stride 1, padding 2, dilation 2, groups 1 of Conv2Activation, gives 4 of group Conv2 x 8 x 8" },
        { 4, "Conv3: convolution, kernel 3, stride 1, padding 1, dilation 1, groups 1 of Conv2Activation, gives 4 of group Conv2 x 8 x 8", "Conv3: convolution, kernel 3, stride 1, padding 1, dilation 1, groups 1 of Conv1Activation, gives 4 of group Conv2 x 8 x 8" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public void AChangedDeclarationIsRefusedByItsFirstChange(int variant, string before, string now)
    {
        string sentence = $"'{Path}' is of another declaration of 'Net': it has '{before}' where the declaration has '{now}'; load it with the declaration that wrote it, or train the changed one";
        using Network full = _models.Value[0].Create(seed: 1);
        using Network changed = _models.Value[variant].Create(seed: 2);
        Dictionary<string, byte[]> untouched = Bits.Of(changed);
        _models.Value[0].Save(full, Path);
        Refusal.OfFile(sentence, () => _models.Value[variant].Load(changed, Path));
        Assert.Empty(Bits.Differences(untouched, Bits.Of(changed)));

        using CompactNetwork compact = _models.Value[0].ToCompact(full, [[0, 2], [1, 3]]);
        compact.Save(Path);
        Refusal.OfFile(sentence, () => _models.Value[variant].LoadCompact(Path));
    }

    /// <summary>Dropout does nothing when a network answers: another rate for fine-tuning is no other network.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void AnotherDropoutLoads(int variant)
    {
        using CompactNetwork compact = _models.Value[0].CreateCompact([2, 2]);
        compact.Save(Path);
        using CompactNetwork loaded = _models.Value[variant].LoadCompact(Path);
        Assert.Empty(Bits.Differences(Bits.Of(compact), Bits.Of(loaded)));
        Assert.Empty(loaded.LoadWarnings);
    }

    [Fact]
    public void ARunIsNotGoneOnWithUnderAnotherDeclaration()
    {
        using TrainingData data = SyntheticData.For(_models.Value[0].Graph, 40, seed: 1);
        TrainingOptions options = new() { Epochs = 1, BatchSize = 20, RecalibrationBatches = 0, Checkpoints = new CheckpointOptions { Folder = _folder.At("run"), EverySteps = 1 } };
        using Network full = _models.Value[0].Create(seed: 1);
        _models.Value[0].Train(full, data, options);
        Checkpoint checkpoint = Checkpoint.Latest(_folder.At("run"))!;
        using Network changed = _models.Value[5].Create(seed: 1);
        CheckpointException exception = Assert.Throws<CheckpointException>(() => _models.Value[5].Train(changed, data, options, resumeFrom: checkpoint));
        Assert.Equal(
            $"'{checkpoint.Path}' is of another declaration of 'Net': it has 'Dropout1: dropout of 0.1 of Pool1, gives 4 of group Conv2 x 4 x 4' where the declaration has 'Dropout1: dropout of 0.5 of Pool1, gives 4 of group Conv2 x 4 x 4'; resume with the declaration that wrote it, or begin a new run in another folder",
            exception.Message);
    }

    /// <summary>A new option of an operation cannot be forgotten: every property of every operation shows in its words.</summary>
    [Fact]
    public void EveryPropertyOfEveryOperationStandsInItsWords()
    {
        Type[] kinds = [.. typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)))];
        Assert.NotEmpty(kinds);
        foreach (Type kind in kinds)
        {
            foreach (PropertyInfo property in kind.GetProperties().Where(property => property.CanWrite && property.Name != nameof(Operation.Tensors)))
            {
                Operation operation = Made(kind);
                string before = operation.Describe([operation, operation], []);
                property.SetValue(operation, Other(property.GetValue(operation)!));
                Assert.True(before != operation.Describe([operation, operation], []), $"{kind.Name}.{property.Name} does not show in '{before}'");
            }
        }

        static Operation Made(Type kind)
        {
            var operation = (Operation)kind.GetConstructors().Single(constructor => constructor.GetParameters().Length == 5)
                .Invoke(["Layer", ImmutableArray.Create(Operation.ModelInput), ChannelLayout.OfFixed(2), 3, 4]);
            // What a declaration must state and reflection left out.
            foreach (PropertyInfo layout in kind.GetProperties().Where(property => property.CanWrite && property.PropertyType == typeof(ChannelLayout) && property.GetValue(operation) is null))
                layout.SetValue(operation, ChannelLayout.OfFixed(1));

            return operation;
        }

        static object Other(object value) => value switch
        {
            bool choice => !choice,
            int number => number + 1,
            double number => number + 0.5,
            string text => text + "2",
            Enum choice => Enum.ToObject(choice.GetType(), Convert.ToInt32(choice) + 1),
            ImmutableArray<int> inputs => ImmutableArray.Create(0),
            ChannelLayout => ChannelLayout.OfFixed(5),
            Size2d size => new Size2d(size.Height + 1, size.Width),
            _ => throw new NotSupportedException(value.GetType().Name),
        };
    }
}
