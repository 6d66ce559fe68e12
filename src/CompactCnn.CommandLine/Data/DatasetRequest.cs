namespace CompactCnn;

/// <summary>What a command asks of a data set that the program adds.</summary>
public sealed class DatasetRequest
{
    /// <summary>The folder that <c>--data</c> names; null where it is left out.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether <c>--offline</c> forbids downloading.</summary>
    public bool Offline { get; init; }

    /// <summary>Channels, height and width of the images that the model takes; null where no model is asked for (<c>data show</c>).</summary>
    public FeatureShape? Input { get; init; }

    /// <summary>Whether <c>--skip-bad</c> leaves out images that cannot be read, instead of refusing them all.</summary>
    public bool SkipBad { get; init; }

    /// <summary>Told of each piece downloaded, if anybody looks.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Ends loading.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The same for a model, told of each piece downloaded.</summary>
    internal DatasetRequest With(FeatureShape? input, IProgress<DownloadProgress> progress) =>
        new() { Folder = Folder, Offline = Offline, Input = input, SkipBad = SkipBad, Progress = progress, Cancellation = Cancellation };
}
