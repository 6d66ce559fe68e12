namespace CompactCnn.CommandLine.Tests;

/// <summary>The commands that help and hints show can be pasted, however the program was started.</summary>
public sealed class ProgramCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void OfAProjectInTheCurrentFolder()
    {
        string assembly = Built("App");
        Assert.Equal("dotnet run -c Release --", ProgramCommand.Find(null, assembly, null, Path.Combine(_folder.Path, "App")));
    }

    [Fact]
    public void OfAProjectBelow()
    {
        string assembly = Built("My App");
        Assert.Equal("dotnet run -c Release --project 'My App' --", ProgramCommand.Find("/usr/bin/x", assembly, null, _folder.Path));
    }

    [Fact]
    public void OfAProjectElsewhereNamesTheWholePath()
    {
        string assembly = Built("App");
        Assert.Equal($"dotnet run -c Release --project {Path.Combine(_folder.Path, "App")} --", ProgramCommand.Find(null, assembly, null, Path.GetTempPath() + "elsewhere"));
    }

    [Fact]
    public void OfAFileThatIsAProgram() =>
        Assert.Equal("dotnet run -c Release clothes.cs --", ProgramCommand.Find("/cache/bin/clothes", "/cache/bin/clothes.dll", Path.Combine(_folder.Path, "clothes.cs"), _folder.Path));

    [Fact]
    public void OfAPublishedProgramIsItsExecutable()
    {
        string executable = Path.Combine(_folder.Path, "app");
        Assert.Equal("./app", ProgramCommand.Find(executable, executable + ".dll", null, _folder.Path));
        Assert.Equal("dotnet app.dll", ProgramCommand.Find(null, executable + ".dll", null, _folder.Path));
    }

    [Theory]
    [InlineData("plain-1.0/x_y", "plain-1.0/x_y")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("it's", "'it'\\''s'")]
    public void WordsAreQuotedForTheShell(string word, string quoted) => Assert.Equal(quoted, ShellText.Quote(word));

    public void Dispose() => _folder.Dispose();

    private string Built(string project)
    {
        string output = Path.Combine(_folder.Path, project, "bin", "Release", "net10.0");
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(_folder.Path, project, "App.csproj"), "<Project/>");
        return Path.Combine(output, "app.dll");
    }
}
