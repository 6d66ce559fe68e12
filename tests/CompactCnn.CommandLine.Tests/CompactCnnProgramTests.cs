using System.Globalization;
using TorchSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>A program around models, called in this process; the console is the process's, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(CompactCnnProgramTests), DisableParallelization = true)]
[Collection(nameof(CompactCnnProgramTests))]
public sealed class CompactCnnProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _errors = Console.Error;
    private readonly StringWriter _written = new();
    private readonly StringWriter _refused = new();

    public CompactCnnProgramTests()
    {
        Console.SetOut(_written);
        Console.SetError(_refused);
    }

    [Fact]
    public void KnowsTheModelsItIsGiven()
    {
        Assert.Equal(ExitStatus.Success, CompactCnnProgram.Run(["models"], CompactModels.All.Where(model => model.Name == "fashion-vgg")));
        Assert.Contains("fashion-vgg", _written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("small-vgg", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesTwoModelsOfOneName()
    {
        Assert.Equal(ExitStatus.Usage, CompactCnnProgram.Run(["models"], [.. CompactModels.All, CompactModels.All[0]]));
        Assert.Contains($"two models of this program are called '{CompactModels.All[0].Name}'", _refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(_written.ToString());
    }

    [Fact]
    public void QuickstartNeedsAModelForTheBuiltInImages()
    {
        Assert.Equal(ExitStatus.Usage, CompactCnnProgram.Run(["quickstart"], CompactModels.All.Where(model => model.Name == "small-vgg")));
        Assert.Contains("1x28x28 in 10 classes, which no model of this program takes", _refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LoadsDataSetsOfItsOwn()
    {
        DatasetRequest? asked = null;
        CompactCnnProgram program = new CompactCnnProgram(CompactModels.All).WithDataset("Stripes", "four grey images", request =>
        {
            asked = request;
            return Stripes();
        });
        Assert.Equal(ExitStatus.Success, program.Run(["data", "list"]));
        Assert.Contains("stripes", _written.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Success, program.Run(["data", "show", "stripes", "--data", "here", "--out", _folder.Of("grid.png")]));
        Assert.Equal("here", asked!.Folder);
        Assert.Null(asked.Input);
        Assert.True(File.Exists(_folder.Of("grid.png")));
    }

    [Fact]
    public void ADataSetsNameIsItsOwn()
    {
        var program = new CompactCnnProgram(CompactModels.All);
        Assert.Throws<ArgumentException>(() => program.WithDataset("cifar-10", "", _ => Stripes()));
        Assert.Throws<ArgumentException>(() => program.WithDataset("a", "", _ => Stripes()).WithDataset("A", "", _ => Stripes()));
        Assert.Throws<ArgumentException>(() => program.WithDataset(" ", "", _ => Stripes()));
    }

    [Fact]
    public void LeavesTheCultureAsItWas()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            Assert.Equal(ExitStatus.Success, CompactCnnProgram.Run(["models"], CompactModels.All));
            Assert.Equal("fi-FI", CultureInfo.CurrentCulture.Name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_errors);
        _written.Dispose();
        _refused.Dispose();
        _folder.Dispose();
    }

    private static Dataset Stripes()
    {
        TrainingData Part() => new(torch.zeros([4, 1, 28, 28], torch.ScalarType.Byte), torch.tensor(new long[] { 0, 1, 0, 1 }));
        return new Dataset("stripes", Part(), Part(), ["a", "b"], new Normalization([0.5f], [0.5f]));
    }
}
