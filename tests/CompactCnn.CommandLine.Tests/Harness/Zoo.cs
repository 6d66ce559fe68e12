namespace CompactCnn.CommandLine.Tests;

/// <summary>The models of src/Examples, as its program is given them.</summary>
internal static class Zoo
{
    public static ModelCatalog Catalog { get; } = new(CompactModels.All);

    /// <summary>What the commands of that program share.</summary>
    public static ProgramContext Context(Interruption interruption) => new(Catalog, new DatasetList([]), interruption);
}
