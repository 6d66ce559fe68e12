using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>What every compiled source text references: the .NET 10 reference assemblies, the libraries and TorchSharp.</summary>
internal static class References
{
    /// <summary>The framework alone.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = [.. Net100.References.All];

    /// <summary>The references; one list for all compilations, so that their symbols are loaded once.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. Framework,
        MetadataReference.CreateFromFile(typeof(Dataset).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(OnnxExport).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(LayerAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(PicturePixels).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(torch).Assembly.Location),
    ];
}
