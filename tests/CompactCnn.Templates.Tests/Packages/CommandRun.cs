namespace CompactCnn.Templates.Tests;

/// <summary>How a command ended and what it said.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record CommandRun(int Status, string Output, string Errors)
{
    /// <summary>All that it said.</summary>
    public string Said => Output + Errors;

    /// <summary>Asserts that it succeeded.</summary>
    public CommandRun Succeeded()
    {
        Assert.True(Status == 0, Said);
        return this;
    }
}
