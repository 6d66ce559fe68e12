namespace CompactCnn.CommandLine;

/// <summary>A table in the help of a command.</summary>
/// <param name="Heading">What it is of.</param>
/// <param name="Rows">Each name, and what it means.</param>
internal sealed record HelpTable(string Heading, IReadOnlyList<(string Name, string Meaning)> Rows)
{
    /// <summary>Writes it as System.CommandLine writes its own.</summary>
    public void WriteTo(TextWriter output)
    {
        int width = Rows.Max(row => row.Name.Length);
        output.WriteLine($"{Heading}:");
        foreach ((string name, string meaning) in Rows)
            output.WriteLine($"  {name.PadRight(width)}  {meaning}".TrimEnd());

        output.WriteLine();
    }
}
