namespace CompactCnn;

/// <summary>
/// How training images are varied, anew in every epoch: shifted, mirrored, partly covered. Nothing is varied unless it
/// is asked for, and nothing at all when a network is evaluated.
/// </summary>
/// <remarks>
/// The variations are drawn from the run's seed, the epoch and the batch alone: a resumed run sees the same images, and
/// the process-wide random generator is neither asked nor moved on.
/// </remarks>
public sealed record Augmentation : IRecorded
{
    /// <summary>
    /// The usual one for photographs of 32x32 pixels: shifted by up to 4 pixels, and mirrored. Digits and letters must
    /// not be mirrored.
    /// </summary>
    public static Augmentation Standard { get; } = new() { CropPadding = 4, Flip = true };

    /// <summary>
    /// Black pixels added on every side before a part of the image's own size is cut out at random: the image is shifted
    /// by up to as many. Default 0.
    /// </summary>
    public int CropPadding { get; init; }

    /// <summary>Whether every other image, on average, is mirrored left to right. Default false.</summary>
    public bool Flip { get; init; }

    /// <summary>
    /// Side of a square that is covered with the mean colour in every image; its centre may be any pixel, so that it may
    /// reach over the edge (cutout: DeVries and Taylor, 2017). Default 0.
    /// </summary>
    public int CutoutSize { get; init; }

    /// <summary>The transform that varies images while training, and normalises them always.</summary>
    /// <param name="normalization">How to normalise.</param>
    /// <returns>A transform of uint8 images.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of pixels is below 0.</exception>
    public BatchTransform With(Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentOutOfRangeException.ThrowIfNegative(CropPadding);
        ArgumentOutOfRangeException.ThrowIfNegative(CutoutSize);
        return new AugmentedTransform(this, normalization).Apply;
    }
}
