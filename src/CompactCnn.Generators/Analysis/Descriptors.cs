using System.Collections.Immutable;
using System.Globalization;
using CompactCnn.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// The diagnostics: one for each rule, of the rule's number. Each is a field of literals, because that is what the
/// release tracking analyzer compares with AnalyzerReleases.*.md.
/// </summary>
internal static class Descriptors
{
    private const string ClassRule = "CompactCnn.Class";
    private const string ShapeRule = "CompactCnn.Shape";
    private const string CouplingRule = "CompactCnn.Coupling";
    private const string LimitRule = "CompactCnn.Limit";
    private const string UseRule = "CompactCnn.Use";
    private const string TaskRule = "CompactCnn.Task";
    private const string Pages = "https://github.com/compactcnn/compactcnn/blob/main/docs/diagnostics/";
    private const string Always = WellKnownDiagnosticTags.NotConfigurable;

    private static readonly DiagnosticDescriptor NotPartial = new(
        "CCNN0001",
        "A model's class is not partial",
        "'{0}' is marked [CompactModel] but is not partial; add the modifier partial",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0001.md", Always);

    private static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        "CCNN0002",
        "A type around a model is not partial",
        "'{0}' is nested in '{1}', which is not partial; add the modifier partial to '{1}'",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0002.md", Always);

    private static readonly DiagnosticDescriptor NotInstantiable = new(
        "CCNN0003",
        "A model's class cannot be created",
        "'{0}' is {1}; a model must be a class that can be created, remove the modifier",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0003.md", Always);

    private static readonly DiagnosticDescriptor Generic = new(
        "CCNN0004",
        "A model is generic",
        "'{0}' is generic, or nested in a generic type; a model must not have type parameters, remove them",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0004.md", Always);

    private static readonly DiagnosticDescriptor Record = new(
        "CCNN0005",
        "A model is a record",
        "'{0}' is a record; declare it as a class",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0005.md", Always);

    private static readonly DiagnosticDescriptor FileLocal = new(
        "CCNN0006",
        "A model is file-local",
        "'{0}' is file-local; generated code lies in another file, remove the modifier file",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0006.md", Always);

    private static readonly DiagnosticDescriptor OwnBaseClass = new(
        "CCNN0007",
        "A model has a base class of its own",
        "'{0}' derives from '{1}'; a model derives from GatedModel, remove the base class",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0007.md", Always);

    private static readonly DiagnosticDescriptor OwnConstructor = new(
        "CCNN0008",
        "A model has a constructor of its own",
        "'{0}' declares a constructor; the generator emits it, move the code to a method",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0008.md", Always);

    private static readonly DiagnosticDescriptor SeveralParts = new(
        "CCNN0009",
        "A model is declared on several parts",
        "'{0}' has its marker or layers on several partial declarations, whose order is not defined; put them on one",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0009.md", Always);

    private static readonly DiagnosticDescriptor NoClassifier = new(
        "CCNN0010",
        "A model has no classifier",
        "'{0}' {1}; its last layer must be a Linear, the classifier, or a GlobalPool of a Conv without a norm, whose channels are the classes",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0010.md", Always);

    private static readonly DiagnosticDescriptor ReservedClassName = new(
        "CCNN0011",
        "A model has the name of one of its generated members",
        "'{0}' cannot be a model's name, because a member '{0}' is generated in it; rename the class",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0011.md", Always);

    private static readonly DiagnosticDescriptor CaseTwin = new(
        "CCNN0012",
        "Two models differ only in case",
        "'{0}' and '{1}' differ only in case; rename one, so that generated files are distinct on every file system",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0012.md", Always, WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor WithoutMarker = new(
        "CCNN0013",
        "A class has layers or limits but no marker",
        "'{0}' has {1} but no [CompactModel(channels, height, width)]; add it, or remove them",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0013.md", Always);

    private static readonly DiagnosticDescriptor NameTwin = new(
        "CCNN0014",
        "Two models have the same name on the command line",
        "'{0}' and '{1}' are both called '{2}' on the command line; state another Name in the [CompactModel] of one",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0014.md", Always, WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor OwnMember = new(
        "CCNN0015",
        "A member of a model is generated too",
        "'{0}' in '{1}' is generated, and yours collides with it; {2}",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0015.md", Always);

    private static readonly DiagnosticDescriptor CopiedCode = new(
        "CCNN0016",
        "A model has a copy of its generated code",
        "'{0}' has a copy of its generated code in {1}, which is generated anew; delete the file, or exclude it from the build",
        ClassRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0016.md", Always);

    private static readonly DiagnosticDescriptor KernelTooLarge = new(
        "CCNN0101",
        "A kernel is larger than its input",
        "{0} needs at least {1} input but receives {2} from {3}; remove a pool or use a smaller kernel",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0101.md", Always);

    private static readonly DiagnosticDescriptor BadArgument = new(
        "CCNN0102",
        "An argument is out of range",
        "{0}: {1} must be {2} but is {3}",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0102.md", Always);

    private static readonly DiagnosticDescriptor EvenKernelWithoutPadding = new(
        "CCNN0103",
        "An even kernel has no \"same\" padding",
        "{0} has an even kernel of {1}, for which \"same\" padding does not exist; state {2}",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0103.md", Always);

    private static readonly DiagnosticDescriptor InvalidName = new(
        "CCNN0104",
        "A layer's name is not an identifier",
        "'{0}' is not a C# identifier; a layer's name becomes the name of its property, use letters, digits and underscores",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0104.md", Always);

    private static readonly DiagnosticDescriptor DuplicateName = new(
        "CCNN0105",
        "Two layers have the same name",
        "'{0}' names two layers, {1} and {2}; state another Name, which must differ in more than case and underscores",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0105.md", Always);

    private static readonly DiagnosticDescriptor ReservedName = new(
        "CCNN0106",
        "A layer has the name of another member",
        "'{0}' is the name of a generated or inherited member; state another Name",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0106.md", Always);

    private static readonly DiagnosticDescriptor TooLarge = new(
        "CCNN0107",
        "A layer is too large",
        "{0} has {1} {2}, more than {3}; use fewer channels, smaller kernels or smaller images, or GlobalPool before a Linear",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0107.md", Always);

    private static readonly DiagnosticDescriptor NeedsFeatureMap = new(
        "CCNN0108",
        "A layer needs feature maps",
        "{0} needs feature maps but receives {1} features from {2}; move it before the first Linear",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0108.md", Always);

    private static readonly DiagnosticDescriptor ClassifierOption = new(
        "CCNN0109",
        "The classifier has an option of hidden layers",
        "{0} is the classifier and takes no {1}; remove it",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0109.md", Always);

    private static readonly DiagnosticDescriptor UnknownReference = new(
        "CCNN0110",
        "A reference names no layer",
        "'{0}' reads '{1}', but no layer has this name; state the name of a layer before it",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0110.md", Always);

    private static readonly DiagnosticDescriptor ForwardReference = new(
        "CCNN0111",
        "A reference names a later layer",
        "'{0}' reads '{1}', which is declared after it; move '{1}' before it",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0111.md", Always);

    private static readonly DiagnosticDescriptor Cycle = new(
        "CCNN0112",
        "Layers read each other",
        "'{0}' reads {1}; a network has no cycles, read a layer before it",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0112.md", Always);

    private static readonly DiagnosticDescriptor AdditionMismatch = new(
        "CCNN0113",
        "The shapes in an addition differ",
        "{0} adds {1} from {2} and {3} from {4}; shapes in an addition must be equal, change the channels or the strides of one",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0113.md", Always);

    private static readonly DiagnosticDescriptor ConcatenationMismatch = new(
        "CCNN0114",
        "Heights or widths in a concatenation differ",
        "{0} joins the channels of {1} from {2} and {3} from {4}; heights and widths in a concatenation must be equal, pool the larger one",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0114.md", Always);

    private static readonly DiagnosticDescriptor Unread = new(
        "CCNN0115",
        "No layer reads the output of a layer",
        "{0} is read by no layer; remove it, or read it by From, Add, Multiply or Concat",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0115.md", Always);

    private static readonly DiagnosticDescriptor UnequalGroups = new(
        "CCNN0116",
        "Groups do not divide the channels",
        "{0} has {1}, which do not divide its {2} {3} channels; use {4}, or a multiple of {5} channels",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0116.md", Always);

    private static readonly DiagnosticDescriptor UnusableBlock = new(
        "CCNN0117",
        "A block cannot be used",
        "{0} is the block '{1}', which {2}",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0117.md", Always);

    private static readonly DiagnosticDescriptor UnreadArgument = new(
        "CCNN0118",
        "A value is not known while code is generated",
        "'{0}': the value of {1} is not known while code is generated, because it needs other generated code; state it as a literal, or by constants that do not",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0118.md", Always);

    private static readonly DiagnosticDescriptor MultiplicationMismatch = new(
        "CCNN0119",
        "The shapes in a product differ",
        "{0} multiplies {1} from {2} by {3} from {4}; channels in a product must be equal, and heights and widths too, or one side 1x1, as behind a GlobalPool",
        ShapeRule, DiagnosticSeverity.Error, true, null, Pages + "CCNN0119.md", Always);

    private static readonly DiagnosticDescriptor TiedChannels = new(
        "CCNN0201",
        "An addition ties the channels of several layers",
        "{0} ties {1} layers ({2}): each of their {3} channels is kept or dropped in all of them, so that {5} independent choices remain of {4}; accept it by Coupling = Coupling.Shared, here or on [CompactModel] for the whole model, or exclude it by Prunable = false",
        CouplingRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0201.md");

    private static readonly DiagnosticDescriptor ChannelReaders = new(
        "CCNN0202",
        "Several layers read a channel",
        "{0} passes the channels of '{1}' to {2} layers ({3}): nothing is tied, but a channel that is dropped is missing in all of them",
        CouplingRule, DiagnosticSeverity.Info, true, null, Pages + "CCNN0202.md");

    private static readonly DiagnosticDescriptor GroupedTie = new(
        "CCNN0203",
        "A grouped convolution ties the channels of several layers",
        "{0} has {6} convolution groups that stay equally wide, which ties {1} layers ({2}): each of their {3} channels is kept or dropped in all of them, so that {5} independent choices remain of {4}; accept it by Coupling = Coupling.Shared on [CompactModel], exclude it by Prunable = false, or let one layer make what it reads",
        CouplingRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0203.md");

    private static readonly DiagnosticDescriptor UnsliceableChannels = new(
        "CCNN0204",
        "Channels are joined so that none can be dropped",
        "{0} {1}, so a compact network keeps every channel of {2}; put equally wide parts together, or accept it by Prunable = false on these layers",
        CouplingRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0204.md");

    private static readonly DiagnosticDescriptor SingleChoice = new(
        "CCNN0205",
        "Convolution groups leave no choice among channels",
        "{0} leaves no choice among the {1} channels of {2}: {4} ({3}) stay equally wide, so that these channels can only be dropped all at once, and some must stay; use fewer groups, or DepthwiseConv where each channel has a filter of its own",
        CouplingRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0205.md");

    private static readonly DiagnosticDescriptor NothingToChoose = new(
        "CCNN0206",
        "A model has no channels to choose among",
        "'{0}' has no channels to choose among, because {1}: each step trains all of it, and its compact network is the whole one; let channels of a layer be dropped, or silence this where it is meant",
        CouplingRule, DiagnosticSeverity.Info, true, null, Pages + "CCNN0206.md");

    private static readonly DiagnosticDescriptor TooManyParameters = new(
        "CCNN0301",
        "A model has more parameters than its device allows",
        "'{0}' has {1} parameters at an active fraction of {5}, more than MaxParameters, {2}; '{3}' has most of them, {4}: use fewer channels or smaller kernels, or a smaller active fraction",
        LimitRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0301.md");

    private static readonly DiagnosticDescriptor TooManyMacs = new(
        "CCNN0302",
        "A model needs more multiply-accumulates than its device allows",
        "'{0}' needs {1} multiply-accumulates for one image at an active fraction of {5}, more than MaxMacs, {2}; '{3}' needs most of them, {4}: use fewer channels there, pool before it, or use a smaller active fraction",
        LimitRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0302.md");

    private static readonly DiagnosticDescriptor TooManyActivationBytes = new(
        "CCNN0303",
        "A model's activations take more memory than its device allows",
        "'{0}' holds {1} bytes of activations at its peak, for one image at an active fraction of {5}, more than MaxActivationBytes, {2}; the peak is at '{3}', whose output takes {4}: use fewer channels there, pool before it, or use a smaller active fraction",
        LimitRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0303.md");

    private static readonly DiagnosticDescriptor GroupCount = new(
        "CCNN0401",
        "A keep-list has another number of groups than the model",
        "'{0}' has {1} channel groups ({2}), but {3} are given; give one entry for each group, in this order",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0401.md");

    private static readonly DiagnosticDescriptor ChannelOutOfRange = new(
        "CCNN0402",
        "A keep-list names a channel that its group does not have",
        "'{0}' (group {1} of '{2}') has channels 0 to {3}, but the keep-list names channel {4}; keep channels that it has",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0402.md");

    private static readonly DiagnosticDescriptor UnsortedChannels = new(
        "CCNN0403",
        "The channels of a keep-list are not sorted",
        "'{0}' (group {1} of '{2}') names channel {4} after {5}; sort the indices",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0403.md");

    private static readonly DiagnosticDescriptor DuplicateChannel = new(
        "CCNN0404",
        "A keep-list names a channel twice",
        "'{0}' (group {1} of '{2}') names channel {4} twice; name each channel once",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0404.md");

    private static readonly DiagnosticDescriptor EmptyGroup = new(
        "CCNN0405",
        "A keep-list keeps no channel of a group",
        "'{0}' (group {1} of '{2}') keeps no channel; keep at least one of its {3}",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0405.md");

    private static readonly DiagnosticDescriptor WidthOutOfRange = new(
        "CCNN0406",
        "A width does not fit its group",
        "'{0}' (group {1} of '{2}') has 1 to {3} channels, but a width of {4} is given; give one that it can have",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0406.md");

    private static readonly DiagnosticDescriptor BrokenArm = new(
        "CCNN0407",
        "A keep-list parts channels that belong together",
        "'{0}' (group {1} of '{2}') keeps or drops channels {3} together, but the keep-list names {4} without {5}; name all of them or none",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0407.md");

    private static readonly DiagnosticDescriptor WidthBreaksArms = new(
        "CCNN0408",
        "A width parts channels that belong together",
        "'{0}' (group {1} of '{2}') keeps its channels {3} at a time, but a width of {4} is given; give a multiple of {3}",
        UseRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0408.md");

    private static readonly DiagnosticDescriptor OneLogit = new(
        "CCNN0501",
        "A classifier has one output",
        "'{0}' is the classifier and has one output, but the loss of classes is 0 for one class, whatever it puts out, so that nothing would be learned; give it 2 outputs for two classes, or train by Step with a loss of your own and silence this",
        TaskRule, DiagnosticSeverity.Warning, true, null, Pages + "CCNN0501.md");

    /// <summary>The diagnostics of declarations.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfDeclarations { get; } =
    [
        NotPartial, ContainingTypeNotPartial, NotInstantiable, Generic, Record, FileLocal,
        OwnBaseClass, OwnConstructor, SeveralParts, NoClassifier,
        ReservedClassName, CaseTwin, WithoutMarker, NameTwin, OwnMember, CopiedCode,
        KernelTooLarge, BadArgument, EvenKernelWithoutPadding, InvalidName, DuplicateName,
        ReservedName, TooLarge, NeedsFeatureMap, ClassifierOption,
        UnknownReference, ForwardReference, Cycle, AdditionMismatch, ConcatenationMismatch, Unread, UnequalGroups, UnusableBlock, UnreadArgument, MultiplicationMismatch,
        TiedChannels, ChannelReaders, GroupedTie, UnsliceableChannels, SingleChoice, NothingToChoose,
        TooManyParameters, TooManyMacs, TooManyActivationBytes, OneLogit,
    ];

    /// <summary>The diagnostics of code that uses models.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfUse { get; } =
    [
        GroupCount, ChannelOutOfRange, UnsortedChannels, DuplicateChannel, EmptyGroup, WidthOutOfRange,
        BrokenArm, WidthBreaksArms,
    ];

    /// <summary>Every diagnostic.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = OfDeclarations.AddRange(OfUse);

    private static ImmutableDictionary<string, DiagnosticDescriptor> ById { get; } = All.ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>The diagnostic of a rule.</summary>
    public static DiagnosticDescriptor Of(Rule rule) => ById["CCNN" + ((int)rule).ToString("D4", CultureInfo.InvariantCulture)];

    /// <summary>The identifier and the text of an issue, as its diagnostic shows them.</summary>
    public static string Text(Issue issue)
    {
        DiagnosticDescriptor descriptor = Of(issue.Rule);
        string format = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        return descriptor.Id + ": " + string.Format(CultureInfo.InvariantCulture, format, [.. issue.Arguments]);
    }
}
