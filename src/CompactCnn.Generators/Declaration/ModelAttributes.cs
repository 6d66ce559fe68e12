using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Declaration;

/// <summary>The marker, the device's limits and the layer attributes of one class, in source order.</summary>
/// <param name="Marker">The first marker, or null.</param>
/// <param name="Limits">The device's limits, or null; they may stand on any part.</param>
/// <param name="Layers">The layers.</param>
/// <param name="OnSeveralParts">They stand on more than one partial declaration, so that their order is not defined.</param>
/// <param name="IsBlock">The class has the marker of a block.</param>
/// <param name="HasUnresolved">The class carries an attribute that the compiler does not know, perhaps a misspelt layer.</param>
internal sealed record ModelAttributes(
    AttributeData? Marker, AttributeData? Limits, ImmutableArray<AttributeData> Layers, bool OnSeveralParts, bool IsBlock, bool HasUnresolved)
{
    private const string Namespace = "CompactCnn";
    private const string MarkerName = "CompactModelAttribute";
    private const string BlockMarkerName = "BlockModelAttribute";
    private const string LimitsName = "DeviceLimitsAttribute";
    private const string Suffix = "Attribute";
    private const string LayerBaseName = "LayerAttribute";

    /// <summary>The marker's metadata name.</summary>
    public const string MarkerMetadataName = Namespace + "." + MarkerName;

    /// <summary>The metadata name of the marker of blocks.</summary>
    public const string BlockMarkerMetadataName = Namespace + "." + BlockMarkerName;

    /// <summary>What attributes that need a marker are called.</summary>
    public static ImmutableHashSet<string> Unmarked { get; } =
    [
        "Activate", "AdaptivePool", "Add", "BasicBlock", "Block", "Bottleneck", "ChannelShuffle", "Concat", "Conv", "DenseBlock",
        "DepthwiseConv", "DeviceLimits", "Dropout", "DropoutChannels", "Fire", "GlobalPool", "InvertedResidual", "LayerScale",
        "Linear", "Multiply", "Norm", "PReLU", "Pool", "ShuffleUnit", "Slice", "SqueezeExcite", "StochasticDepth", "Transition",
    ];

    /// <summary>Whether a part of a class, by its text alone, may have layers or limits without a marker.</summary>
    public static bool MayLackMarker(SyntaxNode node)
    {
        if (node is not TypeDeclarationSyntax { AttributeLists: { Count: > 0 } lists })
        {
            return false;
        }

        bool hasLayers = false;
        foreach (AttributeSyntax attribute in lists.SelectMany(list => list.Attributes))
        {
            string name = Unsuffixed(attribute.Name);
            if (name is "CompactModel" or "BlockModel")
            {
                return false;
            }

            hasLayers |= Unmarked.Contains(name);
        }

        return hasLayers;
    }

    /// <summary>Reads the attributes of a class.</summary>
    public static ModelAttributes Of(INamedTypeSymbol type)
    {
        AttributeData? marker = null;
        AttributeData? limits = null;
        List<AttributeData>? found = null;
        SyntaxNode? firstPart = null;
        bool severalParts = false;
        bool unresolved = false;
        bool isBlock = false;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            bool isMarker = IsNamed(attribute.AttributeClass, MarkerName);
            unresolved |= attribute.AttributeClass is null or { TypeKind: TypeKind.Error };
            isBlock |= IsNamed(attribute.AttributeClass, BlockMarkerName);
            limits ??= IsNamed(attribute.AttributeClass, LimitsName) ? attribute : null;
            if (!isMarker && !IsNamed(attribute.AttributeClass?.BaseType, LayerBaseName))
            {
                continue;
            }

            SyntaxNode? part = attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();
            firstPart ??= part;
            severalParts |= part != firstPart;
            if (isMarker)
            {
                marker ??= attribute;
            }
            else
            {
                (found ??= []).Add(attribute);
            }
        }

        ImmutableArray<AttributeData> layers = found is null ? [] : [.. found.OrderBy(Position)];
        return new ModelAttributes(marker, limits, layers, severalParts, isBlock, unresolved);
    }

    private static int Position(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;

    private static string Unsuffixed(NameSyntax name)
    {
        string text = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return text.EndsWith(Suffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - Suffix.Length) : text;
    }

    private static bool IsNamed(INamedTypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true }, ContainingType: null } && type.Name == name;
}
