namespace CompactCnn.Runtime.Tests;

/// <summary>On which systems TorchSharp loads, in the words that the build and doctor use too.</summary>
public sealed class TorchSupportTests
{
    private static readonly Version Known = new(0, 107, 0, 0);

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("osx-arm64")]
    public void ItMayLoadWhereThereIsALibtorch(string system) => Assert.Null(TorchSupport.FaultOf(system, Known));

    [Fact]
    public void OnWindowsItDoesNotLoad() => Assert.Equal(
        "TorchSharp 0.107.0 does not load on Windows (https://github.com/dotnet/TorchSharp/issues/1567); build and run in WSL 2, where it loads as on Linux",
        TorchSupport.FaultOf("win-x64", Known));

    [Fact]
    public void ALaterTorchSharpIsTakenToLoadOnWindows() => Assert.Null(TorchSupport.FaultOf("win-x64", new Version(0, 108, 0, 0)));

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData("linux-musl-x64")]
    [InlineData("osx-x64")]
    public void ElsewhereThereIsNoLibtorch(string system) => Assert.Equal(
        $"TorchSharp does not load on {system}: libtorch comes for linux-x64, osx-arm64, win-x64 only; run the program there",
        TorchSupport.FaultOf(system, Known));

    [Theory]
    [InlineData("debian.12-x64", false)]
    [InlineData("linux-x64", false)]
    [InlineData("alpine.3.20-x64", true)]
    [InlineData("linux-musl-x64", true)]
    public void ADistributionIsALinux(string identifier, bool isMusl)
    {
        if (OperatingSystem.IsLinux())
            Assert.Equal(isMusl, TorchSupport.SystemOf(identifier).StartsWith("linux-musl-", StringComparison.Ordinal));
    }

    [Fact]
    public void HereItLoads()
    {
        TorchLibrary.Require();
        Assert.Null(TorchLibrary.Failure());
        Assert.Contains(TorchLibrary.CurrentSystem, TorchLibrary.SupportedSystems);
        Assert.True(File.Exists(TorchLibrary.LibtorchPath) && File.Exists(TorchLibrary.TorchSharpPath));
        Assert.StartsWith($"libtorch-cpu-{TorchLibrary.CurrentSystem}, version ", TorchLibrary.LibtorchPackage, StringComparison.Ordinal);
    }
}
