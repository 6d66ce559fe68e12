namespace CompactCnn.CommandLine.Tests;

/// <summary>The report of a comparison in a real browser.</summary>
public sealed class ReportPageTests : IDisposable
{
    private const string LoadedImages = "Promise.all([...document.images].map(image => image.decode().then(() => image.naturalWidth, () => 0)))";

    // Where the column of accuracies ends, in the table where it ends last.
    private const string AccuracyEdge = "Math.max(...[...document.querySelectorAll('th')].filter(head => head.textContent.startsWith('accuracy')).map(head => head.getBoundingClientRect().right))";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public async Task OpensWithoutErrorsAndShowsEveryFigure()
    {
        ProgramRun compare = ProgramRun.In(_folder, "compare", "fashion-vgg", "--train-images", "96", "--validation", "40", "--batch", "16", "--epochs", "2", "--fine-tune", "1", "--seeds", "1", "--active", "0.25", "--methods", "cucb,cucb+reselect-every=100+exploration=0.1,scratch-e", "--out", "out");
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
            // Pictures for a telephone are drawn for one: nothing is scaled down.
            Assert.All(widths, natural => Assert.Equal((width < 640 ? ChartCanvas.LightNarrow : ChartCanvas.LightWide).Width, natural));
            Assert.InRange((await browser.EvaluateAsync(AccuracyEdge))!.GetValue<double>(), 1, width);
            // Tables scroll in their own boxes; the page itself does not scroll sideways.
            Assert.InRange((await browser.EvaluateAsync("document.documentElement.scrollWidth"))!.GetValue<int>(), 1, width);
            Assert.Empty(browser.Complaints);
        }
    }

    [BrowserFact]
    public async Task TheCellsOfTheActivityChartAreNotSmoothed()
    {
        DeclaredModel model = Zoo.Catalog.Find("fashion-vgg")!;
        CellResult cell = ComparisonSample.Of(model, "cucb").All[0] with { Activity = [.. ComparisonSample.Activity(model.Graph).Take(2)] };
        string page = _folder.Of("activity.html");
        await File.WriteAllTextAsync(page, new HtmlPage("activity").Figure(ActivityChart.Of(cell)).ToString());
        await using Browser browser = await Browser.StartAsync(_folder.Of("profile"));
        foreach (int width in new[] { 390, 1280 })
        {
            await browser.OpenAsync(new Uri(page), width, "light");
            // Each channel is always or never active in an epoch: a line across the picture has the two colours of that, and those of its frame.
            int colors = (await browser.EvaluateAsync("""
                (async () => {
                    const image = document.images[0]; await image.decode();
                    const canvas = document.createElement('canvas'); canvas.width = 2 * image.naturalWidth; canvas.height = 2 * image.naturalHeight;
                    const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0, canvas.width, canvas.height);
                    const line = pen.getImageData(canvas.width / 2 - 60, 200, 120, 1).data;
                    return new Set(Array.from({ length: line.length / 4 }, (_, i) => line.slice(4 * i, 4 * i + 3).join())).size;
                })()
                """))!.GetValue<int>();
            Assert.InRange(colors, 1, 3);
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
