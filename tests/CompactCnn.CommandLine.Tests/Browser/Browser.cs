using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace CompactCnn.CommandLine.Tests;

/// <summary>A headless Chromium with one page, driven over its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private string? _session;
    private int _calls;

    private Browser(Process process) => _process = process;

    /// <summary>Where Chromium is; null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>What the page complained of: console errors, exceptions, and what could not be loaded.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Starts it, with a profile of its own in a folder.</summary>
    public static async Task<Browser> StartAsync(string profile)
    {
        var browser = new Browser(Process.Start(new ProcessStartInfo(Program!, ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!);
        string announcement = Path.Combine(profile, "DevToolsActivePort");
        string[] lines = [];
        while (lines.Length < 2)
        {
            await Task.Delay(50, browser._end.Token);
            lines = File.Exists(announcement) ? await File.ReadAllLinesAsync(announcement, browser._end.Token) : [];
        }

        await browser._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), browser._end.Token);
        JsonNode target = await browser.CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        JsonNode session = await browser.CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        browser._session = session["sessionId"]!.GetValue<string>();
        foreach (string domain in new[] { "Page", "Runtime", "Log" })
            await browser.CallAsync(domain + ".enable", []);

        return browser;
    }

    /// <summary>Opens a page in a window of this width, in light or dark surroundings, and waits until all of it is there.</summary>
    public async Task OpenAsync(Uri page, int width, string scheme)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });
        await CallAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri });
        // The page before it may still be there for a moment.
        await WaitForAsync($"document.readyState === 'complete' && location.href === '{page.AbsoluteUri}'");
    }

    /// <summary>Waits until a condition holds in the page.</summary>
    public Task WaitForAsync(string condition) =>
        EvaluateAsync($"new Promise(done => {{ const look = () => {condition} ? done() : setTimeout(look, 20); look(); }})");

    /// <summary>Chooses a file in a control of the page, as a user does.</summary>
    public async Task ChooseFileAsync(string selector, string file)
    {
        JsonNode control = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = $"document.querySelector('{selector}')" });
        await CallAsync("DOM.setFileInputFiles", new JsonObject { ["files"] = new JsonArray(file), ["objectId"] = control["result"]!["objectId"]!.GetValue<string>() });
    }

    /// <summary>The value of an expression in the page, awaited if it is a promise.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } fault ? throw new InvalidOperationException(fault.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>Presses the tabulator.</summary>
    public async Task PressTabAsync()
    {
        foreach (string type in new[] { "keyDown", "keyUp" })
            await CallAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
    }

    /// <summary>A picture of the whole page, PNG.</summary>
    public async Task<byte[]> ScreenshotAsync()
    {
        JsonNode answer = await CallAsync("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        await _process.WaitForExitAsync();
        _process.Dispose();
        _end.Dispose();
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        int id = ++_calls;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            message["sessionId"] = _session;

        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, _end.Token);
        while (true)
        {
            JsonNode answer = await ReceiveAsync();
            if (answer["id"]?.GetValue<int>() == id)
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");

            Listen(answer);
        }
    }

    private void Listen(JsonNode happening)
    {
        JsonNode? details = happening["params"];
        bool isComplaint = happening["method"]?.GetValue<string>() switch
        {
            "Runtime.exceptionThrown" => true,
            "Runtime.consoleAPICalled" => details!["type"]!.GetValue<string>() is "error" or "assert",
            "Log.entryAdded" => details!["entry"]!["level"]!.GetValue<string>() == "error",
            _ => false,
        };
        if (isComplaint)
            Complaints.Add(details!.ToJsonString());
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] part = new byte[1 << 16];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part, _end.Token);
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);

        return JsonNode.Parse(message.ToArray())!;
    }
}
