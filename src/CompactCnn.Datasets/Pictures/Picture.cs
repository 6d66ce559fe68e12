using TorchSharp;

namespace CompactCnn;

/// <summary>Single pictures, brought to what a network takes as those of an <see cref="ImageFolder"/> are.</summary>
public static class Picture
{
    /// <summary>
    /// Loads a picture, PNG, JPEG, WebP, BMP or the first of a GIF by its content: turned upright, its middle cut out in
    /// the proportions asked for, and scaled.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">Channels, 3 or 1 (grey), height and width.</param>
    /// <returns>uint8 [1, channels, height, width], owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other channels.</exception>
    /// <exception cref="DatasetException">The file cannot be read, or is no whole picture.</exception>
    public static torch.Tensor Load(string path, FeatureShape shape) =>
        TryLoad(path, shape, out LeftOutFile? refused)
            ?? throw new DatasetException($"'{path}' {refused!.Reason}; replace the picture, or take it away");

    /// <summary>Loads a picture as <see cref="Load"/> does, or says why not: one bad file of many does not end the work.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">Channels, 3 or 1 (grey), height and width.</param>
    /// <param name="refused">The file and what is wrong with it; null where it was loaded.</param>
    /// <returns>uint8 [1, channels, height, width], owned by the caller; null where it cannot be read, or is no whole picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other channels.</exception>
    public static torch.Tensor? TryLoad(string path, FeatureShape shape, out LeftOutFile? refused)
    {
        refused = null;
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (shape is not { Channels: 1 or 3, Height: >= 1, Width: >= 1 })
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "the shape must have 1 or 3 channels, and a height and width of 1 or more");

        TorchLibrary.Require();
        torch.Tensor image = torch.empty([1, shape.Channels, shape.Height, shape.Width], torch.ScalarType.Byte);
        if (PictureReader.TryRead(path, shape, image.bytes) is not { } fault)
            return image;

        image.Dispose();
        refused = new LeftOutFile(path, fault);
        return null;
    }

    /// <summary>The pictures of a folder and of those in it, by their names; hidden files are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leftOut">Told of each file that is no picture; absent: nobody.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="DatasetException">The folder cannot be read, or has no pictures.</exception>
    public static IReadOnlyList<string> InFolder(string folder, Action<LeftOutFile>? leftOut = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        PictureListing listing = PictureListing.OfAny(folder);
        foreach (LeftOutFile file in listing.LeftOut)
            leftOut?.Invoke(file);

        return listing.Pictures;
    }
}
