using TorchSharp;

namespace CompactCnn;

/// <summary>Single pictures, brought to what a network takes as those of an <see cref="ImageFolder"/> are.</summary>
public static class Picture
{
    /// <summary>Loads a PNG or JPEG picture: turned upright, its middle cut out in the proportions asked for, and scaled.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">Channels, 3 or 1 (grey), height and width.</param>
    /// <returns>uint8 [1, channels, height, width], owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other channels.</exception>
    /// <exception cref="DatasetException">The file cannot be read, or is no whole picture.</exception>
    public static torch.Tensor Load(string path, FeatureShape shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (shape is not { Channels: 1 or 3, Height: >= 1, Width: >= 1 })
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "the shape must have 1 or 3 channels, and a height and width of 1 or more");

        TorchLibrary.Require();
        torch.Tensor image = torch.empty([1, shape.Channels, shape.Height, shape.Width], torch.ScalarType.Byte);
        try
        {
            PictureReader.Read(path, shape, image.bytes);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>The pictures of a folder, by file name; other files, hidden ones and subfolders are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="DatasetException">The folder cannot be read, or has no pictures.</exception>
    public static IReadOnlyList<string> InFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return PictureFiles.PathsIn(folder);
    }
}
