using System.Text.Json;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The data sets can be listed and looked at; what cannot be had is refused in a sentence.</summary>
public sealed class DataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AreListedWithTheirFolders()
    {
        ProgramRun run = ProgramRun.In(_folder, "data", "list", "--json");
        Assert.Equal(ExitStatus.Success, run.Status);
        JsonElement[] listed = [.. run.Json.GetProperty("datasets").EnumerateArray()];
        Assert.Equal(DatasetCatalog.Entries.Select(entry => entry.Name), listed.Select(data => data.GetProperty("name").GetString()!));
    }

    [Fact]
    public void AreShownAsAPicture()
    {
        string picture = _folder.Of("grid.png");
        ProgramRun run = ProgramRun.In(_folder, "data", "show", "fashion-mnist-subset", "--per-class", "3", "--out", picture);
        Assert.Equal(ExitStatus.Success, run.Status);
        Assert.Equal(picture, run.Output.Trim());
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(picture).Take(4));
    }

    [Theory]
    [InlineData("data", "no command was given", "list, get, show, pack, info, clean")]
    [InlineData("data show", "NAME is missing", "fashion-mnist-subset")]
    [InlineData("data get fashon-mnist", "there is no data set 'fashon-mnist'", "did you mean 'fashion-mnist'?")]
    [InlineData("data show fashion-mnist-subset --per-class 0", "--per-class must be a whole number, 1 to 100, but is '0'")]
    [InlineData("data show fashion-mnist-subset --out ./nowhere/grid.png", "'./nowhere/grid.png' cannot be written", "give another --out")]
    [InlineData("data pack ./flowers", "give --model or --shape")]
    [InlineData("data pack ./flowers --shape 96x96", "--shape must be channels, 3 or 1, height and width, 1 to 8192, as 3x96x96, but is '96x96'")]
    [InlineData("data pack ./flowers --model smal-vgg", "there is no model 'smal-vgg'", "did you mean 'small-vgg'?")]
    [InlineData("data pack ./flowers --shape 3x96x96", "flowers' cannot be read")]
    public void WhatCannotBeHad(string arguments, params string[] expected) =>
        ProgramRun.In(_folder, arguments.Split(' ')).AssertRefused(expected);
}
