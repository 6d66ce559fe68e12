namespace CompactCnn.Generators.Declaration;

/// <summary>What could not be read of a declaration, noted while it is read.</summary>
internal sealed class ReadFaults
{
    private readonly List<UnreadArgument> _unread = [];

    /// <summary>The attribute of the model that is being read, or whose block is.</summary>
    public IssueSite Site { get; set; } = IssueSite.Class;

    /// <summary>The block whose layers are being read; null for the model's own.</summary>
    public string? Block { get; set; }

    /// <summary>Something has no value that can be seen.</summary>
    public bool IsErroneous => _unread.Count > 0;

    /// <summary>There is an attribute or a base class that cannot be seen, perhaps a misspelt layer.</summary>
    public bool HasUnresolved { get; set; }

    /// <summary>What has no value.</summary>
    public EquatableArray<UnreadArgument> Unread => _unread.ToEquatableArray();

    /// <summary>Notes an argument without a value.</summary>
    public void Note(string argument)
    {
        var unread = new UnreadArgument(Site, Block is null ? argument : $"{argument} in block '{Block}'");
        if (!_unread.Contains(unread))
        {
            _unread.Add(unread);
        }
    }
}

/// <summary>
/// An argument whose value cannot be seen: it does not compile, or only together with code that is generated. The compiler
/// tells which; a generator cannot.
/// </summary>
/// <param name="Site">The attribute of the model.</param>
/// <param name="Argument">The argument's name.</param>
internal sealed record UnreadArgument(IssueSite Site, string Argument);
