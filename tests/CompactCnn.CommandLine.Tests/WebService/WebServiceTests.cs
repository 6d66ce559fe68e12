using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using SkiaSharp;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The example web service: its answers, its refusals, and what it does not need.</summary>
[Collection(RunningServiceTests.Name)]
public sealed class WebServiceTests(RunningService service) : IDisposable
{
    private const int MostBytes = 8 << 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string[], string> WrongArguments => new()
    {
        { "nothing", [], "no network was given" },
        { "a file that is not there", ["nowhere.onnx"], "there is no file 'nowhere.onnx'" },
        { "two files", ["a.onnx", "b.onnx"], "'b.onnx' follows 'a.onnx'" },
        { "an option that is not there", ["a.onnx", "--port", "80"], "there is no option '--port'" },
        { "an option without its value", ["a.onnx", "--urls"], "--urls lacks its value" },
        { "no address", ["a.onnx", "--urls", "here"], "--urls is 'here'" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task ItAnswersAsPredictDoes(SKEncodedImageFormat format)
    {
        string[] files = [.. Enumerable.Range(0, 4).Select(seed => $"{seed}.{format}".ToLowerInvariant())];
        foreach ((int seed, string file) in files.Index())
            await File.WriteAllBytesAsync(_folder.Of(file), Picture(seed, format, 20 + 15 * seed));

        ProgramRun predict = ProgramRun.In(_folder, ["predict", service.TrainedNetwork, .. files, "--json"]);
        Assert.True(predict.Status == ExitStatus.Success, predict.Errors);
        JsonElement[] expected = [.. predict.Json.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(files.Length, expected.Length);
        foreach ((int index, string file) in files.Index())
        {
            JsonElement answer = await Answer(await File.ReadAllBytesAsync(_folder.Of(file)));
            Assert.Equal(expected[index].GetProperty("class").GetString(), answer.GetProperty("class").GetString());
            Assert.Equal(expected[index].GetProperty("probability").GetDouble(), answer.GetProperty("probability").GetDouble(), 1e-4);
            double[] probabilities = [.. answer.GetProperty("classes").EnumerateArray().Select(each => each.GetProperty("probability").GetDouble())];
            Assert.Equal(FashionMnist.ClassNames.Count, probabilities.Length);
            Assert.Equal(1, probabilities.Sum(), 1e-4);
            Assert.Equal(probabilities.OrderDescending(), probabilities);
            Assert.Equal(probabilities[0], answer.GetProperty("probability").GetDouble());
        }
    }

    [Fact]
    public async Task ItAnswersManyAtOnce()
    {
        byte[][] pictures = [.. Enumerable.Range(0, 4).Select(seed => Picture(seed))];
        string[] alone = await Task.WhenAll(pictures.Select(Classes));
        Assert.Equal(pictures.Length, alone.Distinct().Count());
        string[] together = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => Classes(pictures[index % pictures.Length])));
        Assert.All(together.Index(), answer => Assert.Equal(alone[answer.Index % pictures.Length], answer.Item));

        async Task<string> Classes(byte[] picture) => (await Answer(picture)).GetProperty("classes").GetRawText();
    }

    [Fact]
    public async Task ItSaysWhatTheNetworkIs()
    {
        JsonElement network = JsonElement.Parse(await service.Client.GetStringAsync("/network"));
        ProgramRun inspect = ProgramRun.In(_folder, "inspect", service.TrainedNetwork, "--json");
        foreach (string key in new[] { "model", "input", "classes", "parameters", "macs" })
            Assert.Equal(inspect.Json.GetProperty(key).GetRawText(), network.GetProperty(key).GetRawText());

        Assert.Equal(MostBytes, network.GetProperty("mostBytes").GetInt32());
    }

    [Fact]
    public async Task TheLargestFileIsReadAndALargerOneIsNot()
    {
        // Anything may follow the end of a picture.
        byte[] picture = Picture(seed: 1);
        JsonElement expected = await Answer(picture);
        byte[] largest = [.. picture, .. new byte[MostBytes - picture.Length]];
        Assert.Equal(expected.GetProperty("classes").GetRawText(), (await Answer(largest)).GetProperty("classes").GetRawText());

        await AssertRefused(HttpStatusCode.RequestEntityTooLarge, new ByteArrayContent([.. largest, 0]), "8388608 bytes");
        await AssertRefused(HttpStatusCode.RequestEntityTooLarge, new StreamContent(new UnknownLength([.. largest, 0])), "8388608 bytes");
    }

    [Fact]
    public async Task WhatIsNoWholePictureIsRefusedInOneSentence()
    {
        byte[] png = Picture(seed: 1);
        byte[] jpeg = Picture(seed: 1, SKEncodedImageFormat.Jpeg);
        await AssertRefused(HttpStatusCode.BadRequest, new ByteArrayContent([]), "No picture was sent");
        await AssertRefused(HttpStatusCode.UnsupportedMediaType, new StringContent("<svg/>"), "PNG, JPEG, WebP, BMP or GIF was expected");
        await AssertRefused(HttpStatusCode.UnsupportedMediaType, new ByteArrayContent(Encoding.ASCII.GetBytes("II*" + new string('\0', 100))), "PNG, JPEG, WebP, BMP or GIF was expected");
        await AssertRefused(HttpStatusCode.BadRequest, new ByteArrayContent(png[..(png.Length / 2)]), "cannot be decoded");
        await AssertRefused(HttpStatusCode.BadRequest, new ByteArrayContent(jpeg[..20]), "size of a JPEG picture");
        // The size stands in bytes 16 to 23 of a PNG file.
        await AssertRefused(HttpStatusCode.BadRequest, new ByteArrayContent([.. png[..16], 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, .. png[24..]]), "1 to 16777216 pixels", "2147483647 x 2147483647");
        await AssertRefused(HttpStatusCode.BadRequest, new ByteArrayContent([.. png[..16], 0, 0, 0x10, 0, 0, 0, 0x10, 0, .. png[24..]]), "4096 x 4096", "more than its");
        await AssertRefused(HttpStatusCode.BadRequest, new ByteArrayContent(Encode(4097, 4096, SKEncodedImageFormat.Png, _ => { })), "4097 x 4096", "1 to 16777216 pixels");

        // And it goes on.
        await Answer(png);
    }

    [Fact]
    public async Task ThePageComesFromHereAlone()
    {
        foreach ((string path, string type) in new[] { ("/", "text/html"), ("/page.css", "text/css"), ("/page.js", "text/javascript"), ("/favicon.ico", "image/svg+xml") })
        {
            using HttpResponseMessage response = await service.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.StartsWith("default-src 'none';", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            string text = (await response.Content.ReadAsStringAsync()).Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal);
            Assert.DoesNotContain("//", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", "/classify", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/network", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/../appsettings.json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/index.html", HttpStatusCode.NotFound)]
    public async Task NothingElseIsServed(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await service.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public void WrongArgumentsAreRefused(string what, string[] arguments, string expected)
    {
        Assert.NotEmpty(what);
        Start(arguments).AssertRefused(expected);
    }

    [Fact]
    public async Task AFileThatIsNoExportedNetworkIsRefused()
    {
        await File.WriteAllBytesAsync(_folder.Of("picture.png"), Picture(seed: 1));
        Start("picture.png").AssertRefused("'picture.png' is no ONNX file that ONNX Runtime can load");
        await File.WriteAllBytesAsync(_folder.Of("empty.onnx"), []);
        Start("empty.onnx").AssertRefused("'empty.onnx' is an empty file, a pipe or a device; write an exported network");

        // Other names and numbers of equal length, so that the file stays what it is.
        Alter("classes", "klasses").AssertRefused("does not say its classes", "Usage");
        Alter("[1,28,28]", "[1,14,14]").AssertRefused("must have one input, float32 [-1, 1, 14, 14]", "[-1, 1, 28, 28]");
        Alter("[1,28,28]", "[2,28,28]").AssertRefused("'input' that cannot be");
        Alter("/top\",\"Tro", "/top & Tro").AssertRefused("must have one output, float32 [-1, 9]");
        Alter("[\"T-shirt", "(\"T-shirt").AssertRefused("'classes' that cannot be");

        ProgramRun Alter(string from, string to)
        {
            Assert.Equal(from.Length, to.Length);
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(service.Network));
            Assert.Equal(2, text.Split(from).Length);
            File.WriteAllBytes(_folder.Of("altered.onnx"), Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
            return Start("altered.onnx");
        }
    }

    /// <summary>A pipe used to be waited for without end; what a link leads to counts.</summary>
    [Fact]
    public void APipeAndADeviceAreRefusedAndALinkIsFollowed()
    {
        if (OperatingSystem.IsWindows())
            return;

        using (Process pipe = Process.Start("mkfifo", [_folder.Of("pipe.onnx")]))
            pipe.WaitForExit();

        File.CreateSymbolicLink(_folder.Of("device.onnx"), "/dev/zero");
        foreach (string name in (string[])["pipe.onnx", "device.onnx"])
            Start(name).AssertRefused($"'{name}' is an empty file, a pipe or a device; write an exported network");

        File.CreateSymbolicLink(_folder.Of("link.onnx"), service.Network);
        using Process running = ProgramRun.Start(_folder, ProgramRun.WebService, ["link.onnx", "--urls", "http://127.0.0.1:0"]);
        using HttpClient client = RunningService.ClientOf(running);
        running.Kill();
    }

    [Fact]
    public void AnAddressThatIsTakenFailsInOneSentence() =>
        Start(service.Network, "--urls", service.Client.BaseAddress!.ToString()).AssertFault(ExitStatus.Failure, "address already in use", "--urls");

    [Fact]
    public void NothingOfTorchSharpIsDeployed()
    {
        string folder = Path.GetDirectoryName(ProgramRun.WebService)!;
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("Microsoft.ML.OnnxRuntime.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => Path.GetFileName(file).Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("torch", File.ReadAllText(Path.ChangeExtension(ProgramRun.WebService, ".deps.json")), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A picture of random rectangles; other ones by seed.</summary>
    internal static byte[] Picture(int seed, SKEncodedImageFormat format = SKEncodedImageFormat.Png, int size = 28) => Encode(size, size, format, canvas =>
    {
        var random = new Random(seed);
        canvas.Clear(SKColors.Black);
        using var paint = new SKPaint();
        for (int i = 0; i < 5; i++)
        {
            paint.Color = new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            canvas.DrawRect(random.Next(size), random.Next(size), random.Next(size), random.Next(size), paint);
        }
    });

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        draw(canvas);
        using SKData data = bitmap.Encode(format, quality: 90);
        return data.ToArray();
    }

    private ProgramRun Start(params string[] arguments) => ProgramRun.Finish(ProgramRun.Start(_folder, ProgramRun.WebService, arguments));

    private async Task<JsonElement> Answer(byte[] picture)
    {
        using var content = new ByteArrayContent(picture);
        using HttpResponseMessage response = await service.Client.PostAsync("/classify", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private async Task AssertRefused(HttpStatusCode status, HttpContent content, params string[] expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/classify") { Content = content };
        // A client that asks first is answered before it has sent what is too large.
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await service.Client.SendAsync(request);
        string sentence = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetString()!;
        Assert.True(status == response.StatusCode, sentence);
        Assert.All(expected, piece => Assert.Contains(piece, sentence, StringComparison.Ordinal));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    /// <summary>A stream that does not say how long it is, so that it is sent in chunks.</summary>
    private sealed class UnknownLength(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
