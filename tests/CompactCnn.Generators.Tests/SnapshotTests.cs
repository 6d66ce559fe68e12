using System.Reflection;
using Xunit.Sdk;

namespace CompactCnn.Generators.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compactcnn-snapshots").FullName;

    private string Snapshot => Path.Combine(_folder, "Class.Method");

    private string Verified => Snapshot + ".verified.cs";

    private string Received => Snapshot + ".received.cs";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AMissingSnapshotIsRefusedAndReceived()
    {
        Assert.Throws<FailException>(() => Compare("text"));

        Assert.Equal("text", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void AnEqualSnapshotIsAcceptedAndNothingIsLeftBehind()
    {
        File.WriteAllText(Verified, "a\r\nb\r\n");
        File.WriteAllText(Received, "of an earlier run");

        Compare("a\nb\n");

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void ADifferenceIsNamedByItsLine()
    {
        File.WriteAllText(Verified, "a\nb\n");

        string message = Assert.Throws<FailException>(() => Compare("a\nc\n")).Message;

        Assert.Contains("line 2 was 'b' and is 'c'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnRequestADifferenceIsAccepted()
    {
        File.WriteAllText(Verified, "a");

        Harness.Snapshot.Compare(Snapshot, "b", accept: true, isBuildServer: false);

        Assert.Equal("b", File.ReadAllText(Verified));
    }

    [Fact]
    public void ABuildServerAcceptsNothing()
    {
        Assert.Throws<FalseException>(() => Harness.Snapshot.Compare(Snapshot, "b", accept: true, isBuildServer: true));

        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void VersionNumbersAreScrubbed()
    {
        File.WriteAllText(Verified, "[GeneratedCode(\"CompactCnn\", \"{version}\")] 0.5");

        Compare("[GeneratedCode(\"CompactCnn\", \"0.1.0-beta.2\")] 0.5");
    }

    [Fact]
    public void EverySnapshotBelongsToATest()
    {
        Assembly tests = typeof(SnapshotTests).Assembly;
        foreach (string file in Directory.EnumerateFiles(Harness.Snapshot.Folder, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".received.cs", StringComparison.Ordinal))
                continue;

            string[] parts = Path.GetFileName(file).Split('.');
            Assert.True(parts is [_, _, "verified", "cs"], $"{file} is no snapshot");
            Type? type = tests.GetType($"{typeof(SnapshotTests).Namespace}.{parts[0]}");
            MethodInfo? method = type?.GetMethod(parts[1].Split('_')[0]);
            Assert.True(method?.GetCustomAttribute<FactAttribute>() is not null, $"{file} belongs to no test; delete it");
        }
    }

    private void Compare(string text) => Harness.Snapshot.Compare(Snapshot, text, accept: false, isBuildServer: false);
}
