namespace CompactCnn.Generators.Declaration;

/// <summary>One rule that a declaration breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Site">What is at fault.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
internal sealed record Issue(Rule Rule, IssueSite Site, EquatableArray<string> Arguments)
{
    /// <summary>Changes that may mend it.</summary>
    public EquatableArray<Remedy> Remedies { get; init; } = EquatableArray<Remedy>.Empty;
}

/// <summary>What an issue is about: the class, the marker, the device's limits or one of the layers.</summary>
internal readonly record struct IssueSite
{
    private const int ClassIndex = -1;
    private const int MarkerIndex = -2;
    private const int LimitsIndex = -3;
    private const int CopyIndex = -4;
    private const int FirstMemberIndex = -10;

    private IssueSite(int index) => Index = index;

    /// <summary>The class's identifier.</summary>
    public static IssueSite Class { get; } = new(ClassIndex);

    /// <summary>The marker attribute.</summary>
    public static IssueSite Marker { get; } = new(MarkerIndex);

    /// <summary>The attribute of a device's limits.</summary>
    public static IssueSite Limits { get; } = new(LimitsIndex);

    /// <summary>The part of the class that is a copy of generated code.</summary>
    public static IssueSite Copy { get; } = new(CopyIndex);

    /// <summary>True for the class.</summary>
    public bool IsClass => Index == ClassIndex;

    /// <summary>True for the marker.</summary>
    public bool IsMarker => Index == MarkerIndex;

    /// <summary>True for the device's limits.</summary>
    public bool IsLimits => Index == LimitsIndex;

    /// <summary>True for the copy of generated code.</summary>
    public bool IsCopy => Index == CopyIndex;

    /// <summary>The index of the user's own member; negative where it is none.</summary>
    public int MemberIndex => FirstMemberIndex - Index;

    /// <summary>Index of the layer attribute, where it is none of them.</summary>
    public int Index { get; }

    /// <summary>A member of the user's own.</summary>
    /// <param name="index">Its index among those of the declaration.</param>
    public static IssueSite Member(int index) => new(FirstMemberIndex - index);

    /// <summary>A layer attribute.</summary>
    /// <param name="index">Its index in source order.</param>
    public static IssueSite Layer(int index) => new(index);
}
