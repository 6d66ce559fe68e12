using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The web service, started with a network that train wrote and export exported, at an address of its own.</summary>
public sealed partial class RunningService : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainedFile _trained = new();
    private readonly Process _process;

    public RunningService()
    {
        ProgramRun export = ProgramRun.In(_folder, "export", _trained.Path, "--out", Network);
        Assert.True(export.Status == ExitStatus.Success, export.Errors);
        _process = ProgramRun.Start(_folder, ProgramRun.WebService, [Network, "--urls", "http://127.0.0.1:0"]);
        Client = ClientOf(_process);
    }

    /// <summary>Waits for a service to say its address.</summary>
    internal static HttpClient ClientOf(Process service)
    {
        string? line = service.StandardOutput.ReadLine();
        Match address = Address().Match(line ?? "");
        Assert.True(address.Success, $"'{line}' {(line is null ? service.StandardError.ReadToEnd() : "")}");
        return new HttpClient { BaseAddress = new Uri(address.Value) };
    }

    /// <summary>Sends requests to it.</summary>
    internal HttpClient Client { get; }

    /// <summary>The exported network.</summary>
    internal string Network => _folder.Of("network.onnx");

    /// <summary>The network that was exported.</summary>
    internal string TrainedNetwork => _trained.Path;

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _trained.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("http://[^;]+")]
    private static partial Regex Address();
}

/// <summary>The tests that share a running service.</summary>
[CollectionDefinition(Name)]
public sealed class RunningServiceTests : ICollectionFixture<RunningService>
{
    internal const string Name = "web service";
}
