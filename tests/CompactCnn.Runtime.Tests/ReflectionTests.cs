using System.Text.Json;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Programs of one file (<c>dotnet run app.cs</c>) and trimmed ones have no JSON by reflection. Nor have the tests and the
/// programs of this repository, by a property of Directory.Build.props: whoever reads or writes JSON so fails here.
/// </summary>
public class ReflectionTests
{
    [Fact]
    public void JsonIsNotReadOrWrittenByReflection()
    {
        Assert.False(JsonSerializer.IsReflectionEnabledByDefault);
        Assert.ThrowsAny<InvalidOperationException>(() => JsonSerializer.Serialize(new Dictionary<string, string>()));
    }

    /// <summary>The first checkpoint of such a program used to end it.</summary>
    [Fact]
    public void ARunIsStoppedAndGoneOnWithWithoutReflection()
    {
        using var run = new CheckpointedRun();
        run.StopAfter(2);
        Checkpoint checkpoint = Checkpoint.Latest(run.Folder)!;
        Assert.Equal("16", checkpoint.Settings["BatchSize"]);
        CheckpointedRun.Finish(resumeFrom: checkpoint).AssertSame(CheckpointedRun.Finish());
    }
}
