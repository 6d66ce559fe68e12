namespace CompactCnn.Runtime.Tests;

/// <summary>Files are read and replaced where they are files, by links or not; pipes and devices are refused by their kind.</summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/dev/zero", "a character device")]
    [InlineData("/dev/null", "a character device")]
    [InlineData("/", "a folder")]
    [InlineData("pipe", "a pipe")]
    public void WhatIsNoFileIsNeitherReadNorReplaced(string target, string kind)
    {
        string path = target == "pipe" ? SpecialFiles.Pipe(_folder.At("pipe")) : target;
        string link = SpecialFiles.Link(_folder.At("link"), path);
        foreach (string place in new[] { path, link })
        {
            Assert.Equal($"it is {kind}, but only regular files are read", Assert.Throws<IOException>(() => RegularFile.OpenRead(place)).Message);
            Assert.Equal($"it is {kind}, but only regular files are replaced", Assert.Throws<IOException>(() => RegularFile.WriteTarget(place)).Message);
        }
    }

    [Fact]
    public void SavingToAPipeASocketOrADeviceLeavesThemThere()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using CompactNetwork network = model.CreateCompact([], seed: 1);
        string pipe = SpecialFiles.Pipe(_folder.At("pipe"));
        string socket = _folder.At("socket");
        using System.Net.Sockets.Socket bound = SpecialFiles.Socket(socket);
        string device = SpecialFiles.Link(_folder.At("device"), "/dev/null");
        Refusal.OfFile($"'{pipe}' could not be written: it is a pipe, but only regular files are replaced", () => network.Save(pipe));
        Refusal.OfFile($"'{socket}' could not be written: it is a socket, but only regular files are replaced", () => network.Save(socket));
        Refusal.OfFile($"'{device}' could not be written: it is a character device, but only regular files are replaced", () => network.Save(device));
        Assert.Equal((FileKind.Pipe, FileKind.Socket, FileKind.CharacterDevice), (FileStatus.KindOf(pipe), FileStatus.KindOf(socket), FileStatus.KindOf(device)));
        Assert.Equal("/dev/null", new FileInfo(device).LinkTarget);
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public void NetworksAreNotReadFromPipesAndDevices()
    {
        string pipe = SpecialFiles.Link(_folder.At("link"), SpecialFiles.Pipe(_folder.At("pipe")));
        Refusal.OfFile($"'{pipe}' could not be read: it is a pipe, but only regular files are read; give the path of a file that Save wrote", () => NetworkManifest.Read(pipe));
        Refusal.OfFile("'/dev/zero' could not be read: it is a character device, but only regular files are read; give the path of a file that Save wrote", () => NetworkManifest.Read("/dev/zero"));
        Assert.StartsWith($"'{pipe}' could not be read: it is a pipe", Assert.Throws<CheckpointException>(() => Checkpoint.Open(pipe)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinksAreFollowedToFiles()
    {
        ModelCase model = ModelCases.Of("LinearOnly");
        using CompactNetwork network = model.CreateCompact([], seed: 1);
        Directory.CreateDirectory(_folder.At("disk"));
        string file = Path.Combine(_folder.At("disk"), "network");
        // By two links, and to a file that is not there yet.
        string link = SpecialFiles.Link(_folder.At("link"), SpecialFiles.Link(_folder.At("first"), "disk/network"));
        network.Save(link);
        byte[] written = File.ReadAllBytes(file);
        using CompactNetwork other = model.CreateCompact([], seed: 2);
        other.Save(link);
        Assert.NotEqual(written, File.ReadAllBytes(file));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(["network"], Directory.GetFiles(_folder.At("disk")).Select(Path.GetFileName));
        Assert.Equal("LinearOnly", NetworkManifest.Read(link).Model);
        Assert.Equal(written.Length, RegularFile.Length(link));

        string circle = SpecialFiles.Link(_folder.At("circle"), _folder.At("circle"));
        Assert.StartsWith($"'{circle}' could not be written: ", Assert.Throws<ModelFileException>(() => network.Save(circle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LogsFollowLinksAndRefuseDevices()
    {
        string link = SpecialFiles.Link(_folder.At("link"), _folder.At("log.csv"));
        new TrainingLog(link).Dispose();
        Assert.StartsWith("epoch,step,", File.ReadAllText(_folder.At("log.csv")), StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        string device = SpecialFiles.Link(_folder.At("device"), "/dev/null");
        Refusal.OfArgument<ArgumentException>("path", $"the log '{device}' cannot be written: it is a character device, but only regular files are replaced; give another file", () => new TrainingLog(device).Dispose());
    }

    [Fact]
    public void ContentIsReadWholeAndNotBeyondALimit()
    {
        string path = _folder.Write("text", "Käse"u8.ToArray());
        Assert.Equal("Käse", RegularFile.ReadAllText(path));
        Assert.Equal(5, RegularFile.ReadAllBytes(path, most: 5).Length);
        Assert.Equal("it has 5 bytes, but at most 4 are accepted", Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(path, most: 4)).Message);
        // A file of the system's own says that it has no length.
        Assert.Equal("it has more than 4 bytes", Assert.Throws<IOException>(() => RegularFile.ReadAllBytes("/proc/self/maps", most: 4)).Message);
    }
}
