namespace CompactCnn.CommandLine.Tests;

/// <summary>The report of a comparison in a real browser.</summary>
public sealed class ReportPageTests : IDisposable
{
    private const string LoadedImages = "Promise.all([...document.images].map(image => image.decode().then(() => image.naturalWidth, () => 0)))";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public async Task OpensWithoutErrorsAndShowsEveryFigure()
    {
        ProgramRun compare = ProgramRun.In(_folder, "compare", "fashion-vgg", "--train-images", "96", "--validation", "40", "--batch", "16", "--epochs", "2", "--fine-tune", "1", "--seeds", "1", "--active", "0.25", "--methods", "cucb,scratch-e", "--out", "out");
        Assert.True(compare.Status == ExitStatus.Success, compare.Errors);
        ProgramRun report = ProgramRun.In(_folder, "report", "out");
        Assert.True(report.Status == ExitStatus.Success, report.Errors);
        string page = _folder.Of("out", "report.html");
        int figures = File.ReadAllText(page).Split("<figure id=").Length - 1;
        Assert.True(figures > 0);

        await using Browser browser = await Browser.StartAsync(_folder.Of("profile"));
        foreach ((int width, string scheme) in new[] { (390, "light"), (390, "dark"), (1280, "light"), (1280, "dark") })
        {
            await browser.OpenAsync(new Uri(page), width, scheme);
            int[] widths = [.. (await browser.EvaluateAsync(LoadedImages))!.AsArray().Select(value => value!.GetValue<int>())];
            Assert.Equal(figures, widths.Length);
            Assert.DoesNotContain(0, widths);
            // Tables scroll in their own boxes; the page itself does not scroll sideways.
            Assert.InRange((await browser.EvaluateAsync("document.documentElement.scrollWidth"))!.GetValue<int>(), 1, width);
            Assert.Empty(browser.Complaints);
        }
    }

    [BrowserFact]
    public async Task TheBrowserNoticesWhatIsMissing()
    {
        string page = _folder.Of("broken.html");
        await File.WriteAllTextAsync(page, "<!DOCTYPE html><img src=\"data:image/svg+xml;base64,AAAA\"><script>console.error('oh')</script>");
        await using Browser browser = await Browser.StartAsync(_folder.Of("profile"));
        await browser.OpenAsync(new Uri(page), 390, "light");
        Assert.Equal("[0]", (await browser.EvaluateAsync(LoadedImages))!.ToJsonString());
        Assert.Contains(browser.Complaints, complaint => complaint.Contains("oh", StringComparison.Ordinal));
    }
}
