namespace CompactCnn.Generators.Declaration;

/// <summary>
/// What the user wrote on one class, copied out of the compilation: strings and numbers only, so that an edit elsewhere
/// gives an equal declaration and everything behind it is skipped.
/// </summary>
/// <param name="Class">The class.</param>
/// <param name="Input">The marker's arguments.</param>
/// <param name="Layers">The layers in source order.</param>
/// <param name="Issues">What is wrong with the class itself.</param>
/// <param name="IsErroneous">
/// True where an argument has no value that can be seen. Nothing is concluded from what could be read.
/// </param>
internal sealed record ModelDeclaration(
    ModelClass Class,
    InputDeclaration Input,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<Issue> Issues,
    bool IsErroneous)
{
    /// <summary>Whether the marker accepts every tie of channels.</summary>
    public CouplingKind Coupling { get; init; }

    /// <summary>The limits of the device that it is meant for, or null.</summary>
    public LimitsDeclaration? Limits { get; init; }

    /// <summary>The arguments without a value, because of which it is erroneous.</summary>
    public EquatableArray<UnreadArgument> Unread { get; init; } = EquatableArray<UnreadArgument>.Empty;

    /// <summary>
    /// The class or a block has an attribute or a base class that cannot be seen, which may be a misspelt layer or one that
    /// a generator makes. It is generated all the same; nothing is said of what remains.
    /// </summary>
    public bool HasUnresolved { get; init; }

    /// <summary>Ids of errors that are kept from being shown.</summary>
    public EquatableArray<string> Suppressed { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Members of the user's own that may be generated too.</summary>
    public EquatableArray<OwnMember> OwnMembers { get; init; } = EquatableArray<OwnMember>.Empty;

    /// <summary>What it is called and said to be.</summary>
    public TitleDeclaration Title { get; init; } = new(null, null);
}

/// <summary>The marker's options: what a model is called where it is one of several.</summary>
/// <param name="Name">Its name on the command line, or null.</param>
/// <param name="Summary">What it is, in a line, or null.</param>
internal sealed record TitleDeclaration(string? Name, string? Summary)
{
    /// <summary>What the class was called before.</summary>
    public EquatableArray<string> FormerNames { get; init; } = EquatableArray<string>.Empty;
}

/// <summary>The marker's arguments: the shape of an input image.</summary>
internal sealed record InputDeclaration(int Channels, int Height, int Width);

/// <summary>What a device can take; null where there is no limit.</summary>
/// <param name="MaxParameters">Parameters.</param>
/// <param name="MaxMacs">Multiply-accumulates for one image.</param>
/// <param name="MaxActivationBytes">Bytes of live tensors at their peak.</param>
/// <param name="Active">The active fraction at which the network is compared with them.</param>
internal sealed record LimitsDeclaration(long? MaxParameters, long? MaxMacs, long? MaxActivationBytes, double Active);

/// <summary>The class that is extended.</summary>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="ContainingTypes">The types it is nested in, outermost first.</param>
/// <param name="Name">Its name.</param>
/// <param name="Extension">How far a generated part can extend it.</param>
/// <param name="HasSummary">The user wrote its summary.</param>
/// <param name="BreaksClsCompliance">
/// The assembly promises to comply with the common language specification; TorchSharp's types do not, and nobody said so.
/// </param>
internal sealed record ModelClass(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    ClassExtension Extension,
    bool HasSummary,
    bool BreaksClsCompliance)
{
    /// <summary>How other code of the project can name it.</summary>
    public ClassUse Use { get; init; } = ClassUse.Plain;

    /// <summary>The name by which a compilation finds the class.</summary>
    public string MetadataName => (Namespace.Length == 0 ? "" : Namespace + ".") + string.Join("+", ContainingTypes.Select(type => type.Name).Append(Name));

    /// <summary>Namespace, containing types and name, joined by dots: unique in an assembly.</summary>
    public string FullName
    {
        get
        {
            string[] prefix = Namespace.Length == 0 ? [] : [Namespace];
            return string.Join(".", [.. prefix, .. ContainingTypes.Select(type => type.Name), Name]);
        }
    }
}

/// <summary>A type around a model, as a partial declaration must repeat it.</summary>
/// <param name="Keyword">As <c>class</c> or <c>record struct</c>.</param>
/// <param name="Name">Its name.</param>
internal sealed record ContainingType(string Keyword, string Name);

/// <summary>How far a generated part can extend a class without adding errors to those that it has.</summary>
[Flags]
internal enum ClassExtension
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>By members.</summary>
    Members = 1,

    /// <summary>By a base class.</summary>
    BaseClass = 2,

    /// <summary>By a constructor.</summary>
    Constructor = 4,

    /// <summary>By everything.</summary>
    All = Members | BaseClass | Constructor,
}
