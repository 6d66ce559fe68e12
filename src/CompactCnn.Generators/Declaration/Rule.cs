namespace CompactCnn.Generators.Declaration;

/// <summary>The rules of the language. A rule's number is the number of its diagnostic.</summary>
internal enum Rule
{
    NotPartial = 1,
    ContainingTypeNotPartial = 2,
    NotInstantiable = 3,
    Generic = 4,
    Record = 5,
    FileLocal = 6,
    OwnBaseClass = 7,
    OwnConstructor = 8,
    SeveralParts = 9,
    NoClassifier = 10,
    ReservedClassName = 11,
    CaseTwin = 12,
    WithoutMarker = 13,

    KernelTooLarge = 101,
    BadArgument = 102,
    EvenKernelWithoutPadding = 103,
    InvalidName = 104,
    DuplicateName = 105,
    ReservedName = 106,
    TooLarge = 107,
    NeedsFeatureMap = 108,
    ClassifierOption = 109,
    UnknownReference = 110,
    ForwardReference = 111,
    Cycle = 112,
    AdditionMismatch = 113,
    ConcatenationMismatch = 114,
    Unread = 115,
    UnequalGroups = 116,
    UnusableBlock = 117,

    TiedChannels = 201,
    ChannelReaders = 202,
    GroupedTie = 203,
    UnsliceableChannels = 204,
    SingleChoice = 205,
    NothingToChoose = 206,

    TooManyParameters = 301,
    TooManyMacs = 302,
    TooManyActivationBytes = 303,

    GroupCount = 401,
    ChannelOutOfRange = 402,
    UnsortedChannels = 403,
    DuplicateChannel = 404,
    EmptyGroup = 405,
    WidthOutOfRange = 406,
    BrokenArm = 407,
    WidthBreaksArms = 408,

    OneLogit = 501,
}
