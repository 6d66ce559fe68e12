namespace CompactCnn.Datasets.Tests;

/// <summary>A fact about the first digits of the published file: skipped, and said so, where they are missing.</summary>
internal sealed class SvhnFactAttribute : FactAttribute
{
    public SvhnFactAttribute()
    {
        if (!File.Exists(SharedData.Svhn))
            Skip = $"there is no file '{SharedData.Svhn}'; put a part of SVHN's train_32x32.mat there";
    }
}
