namespace CompactCnn.Datasets.Tests;

/// <summary>A fact about the published files: skipped, and said so, where no usual place has them.</summary>
internal sealed class FashionMnistFactAttribute : FactAttribute
{
    public FashionMnistFactAttribute()
    {
        if (Folder is null)
            Skip = "the files of Fashion-MNIST are in none of the usual places; install the Debian package dataset-fashion-mnist";
    }

    /// <summary>The first usual place that has all files, or null.</summary>
    public static string? Folder { get; } =
        DataFolder.UsualPlaces(FashionMnist.Source).FirstOrDefault(place => FashionMnist.Source.MissingIn(place).Count == 0);
}
