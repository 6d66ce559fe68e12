namespace CompactCnn.Datasets.Tests;

/// <summary>Environment variables as a test needs them, put back when it is over.</summary>
internal sealed class EnvironmentChange : IDisposable
{
    private readonly (string Name, string? Value)[] before;

    public EnvironmentChange(params (string Name, string? Value)[] variables)
    {
        before = [.. variables.Select(variable => (variable.Name, Environment.GetEnvironmentVariable(variable.Name)))];
        foreach ((string name, string? value) in variables)
            Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
