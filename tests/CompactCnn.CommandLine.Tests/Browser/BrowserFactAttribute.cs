namespace CompactCnn.CommandLine.Tests;

/// <summary>A test that needs Chromium.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Program is null)
            Skip = "there is no chromium on the path; install the package chromium";
    }
}
