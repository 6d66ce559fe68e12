namespace CompactCnn.CommandLine.Tests;

/// <summary>The web service's page in a real browser.</summary>
[Collection(RunningServiceTests.Name)]
public sealed class WebServicePageTests(RunningService service) : IDisposable
{
    private const string Status = "document.querySelector('[role=status]').innerText";
    private const string Fault = "document.querySelector('[role=alert]').innerText";
    private const string Rows = "[...document.querySelectorAll('#answers li')].map(row => row.innerText)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public async Task APictureIsChosenAndNamed()
    {
        await File.WriteAllBytesAsync(_folder.Of("picture.png"), WebServiceTests.Picture(seed: 2, size: 300));
        await using Browser browser = await Browser.StartAsync(_folder.Of("profile"));
        foreach ((int width, string scheme) in new[] { (360, "light"), (360, "dark"), (1280, "light"), (1280, "dark") })
        {
            await browser.OpenAsync(service.Client.BaseAddress!, width, scheme);
            await browser.WaitForAsync("document.getElementById('network').innerText.startsWith('FashionVgg tells 10 classes apart')");
            await browser.ChooseFileAsync("input[type=file]", _folder.Of("picture.png"));
            await browser.WaitForAsync("!document.getElementById('answers').hidden");

            string best = (await browser.EvaluateAsync("document.querySelector('[role=status] strong').innerText"))!.GetValue<string>();
            Assert.Contains(best, FashionMnist.ClassNames);
            string[] rows = [.. (await browser.EvaluateAsync(Rows))!.AsArray().Select(row => row!.GetValue<string>())];
            Assert.Equal(5, rows.Length);
            Assert.StartsWith(best, rows[0], StringComparison.Ordinal);
            Assert.Equal(300, (await browser.EvaluateAsync("document.getElementById('preview').naturalWidth"))!.GetValue<int>());
            Assert.True((await browser.EvaluateAsync("document.querySelector('[role=alert]').hidden"))!.GetValue<bool>());
            // Nothing sticks out at the side.
            Assert.InRange((await browser.EvaluateAsync("document.documentElement.scrollWidth"))!.GetValue<int>(), 1, width);
            Assert.Empty(browser.Complaints);
            await Keep(browser, $"page-{width}-{scheme}.png");
        }
    }

    [BrowserFact]
    public async Task ARefusalIsSaidOnThePage()
    {
        await File.WriteAllTextAsync(_folder.Of("words.png"), "These are words.");
        await File.WriteAllBytesAsync(_folder.Of("large.png"), new byte[(8 << 20) + 1]);
        await File.WriteAllBytesAsync(_folder.Of("picture.png"), WebServiceTests.Picture(seed: 2));
        await using Browser browser = await Browser.StartAsync(_folder.Of("profile"));
        await browser.OpenAsync(service.Client.BaseAddress!, 360, "light");
        await browser.WaitForAsync("document.getElementById('network').innerText.startsWith('FashionVgg')");

        await browser.ChooseFileAsync("input[type=file]", _folder.Of("words.png"));
        await browser.WaitForAsync($"{Fault}.startsWith('PNG, JPEG, WebP, BMP or GIF was expected')");
        Assert.Equal("There is no answer.", (await browser.EvaluateAsync(Status))!.GetValue<string>());
        await Keep(browser, "page-refusal.png");
        await browser.ChooseFileAsync("input[type=file]", _folder.Of("large.png"));
        await browser.WaitForAsync($"{Fault}.includes('8388608 bytes at most')");

        await browser.ChooseFileAsync("input[type=file]", _folder.Of("picture.png"));
        await browser.WaitForAsync("!document.getElementById('answers').hidden");
        Assert.True((await browser.EvaluateAsync("document.querySelector('[role=alert]').hidden"))!.GetValue<bool>());
    }

    /// <summary>What a page needs so that it can be used by keyboard and by screen readers: names, one heading, a language.</summary>
    [BrowserFact]
    public async Task ThePageCanBeUsedByKeyboardAndByEar()
    {
        await using Browser browser = await Browser.StartAsync(_folder.Of("profile"));
        await browser.OpenAsync(service.Client.BaseAddress!, 360, "light");
        Assert.Equal("en", (await browser.EvaluateAsync("document.documentElement.lang"))!.GetValue<string>());
        Assert.Equal(1, (await browser.EvaluateAsync("document.querySelectorAll('h1').length"))!.GetValue<int>());
        Assert.Equal("Choose a picture", (await browser.EvaluateAsync("document.querySelector('input').labels[0].innerText"))!.GetValue<string>());
        Assert.True((await browser.EvaluateAsync("[...document.images].every(image => image.alt)"))!.GetValue<bool>());
        Assert.True((await browser.EvaluateAsync("[...document.querySelectorAll('section')].every(part => document.getElementById(part.getAttribute('aria-labelledby')))"))!.GetValue<bool>());
        await browser.PressTabAsync();
        Assert.Equal("file", (await browser.EvaluateAsync("document.activeElement.id"))!.GetValue<string>());
        Assert.Equal("solid", (await browser.EvaluateAsync("getComputedStyle(document.querySelector('.button')).outlineStyle"))!.GetValue<string>());
    }

    /// <summary>Leaves a picture of the page where a variable says, for people to look at.</summary>
    private static async Task Keep(Browser browser, string name)
    {
        if (Environment.GetEnvironmentVariable("COMPACTCNN_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, name), await browser.ScreenshotAsync());
    }
}
