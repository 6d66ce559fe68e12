using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// The pictures of the parts of a folder, in memory or in a packed file, and what became of those that cannot be read.
/// </summary>
internal sealed class LoadedPictures : IDisposable
{
    private const int Named = 10;
    private const string Mend = "take them away, or leave them out (--skip-bad, or SkipBad of the options)";

    private readonly List<Part> _parts = [];
    private readonly string[] _classNames;
    private PackedPart? _packed;

    private LoadedPictures(string[] classNames) => _classNames = classNames;

    /// <summary>Everything that lies in the parts and is in no tensor.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut => [.. _parts.SelectMany(part => (LeftOutFile[])[.. part.Files.LeftOut, .. part.Refused.Values])];

    /// <summary>The packed file that the pictures lie in; null where they are in memory.</summary>
    public string? PackedFile => _packed?.Path;

    /// <summary>Reads all parts.</summary>
    /// <param name="root">The folder that they lie in.</param>
    /// <param name="parts">Their files.</param>
    /// <param name="classNames">The name of each label.</param>
    /// <param name="options">The size to which pictures are brought, where they shall lie, and whether those that cannot be read are left out.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <exception cref="DatasetException">There is no room, nothing was asked first; or pictures cannot be read, and are not to be left out.</exception>
    public static LoadedPictures Read(string root, IReadOnlyList<PictureFiles> parts, string[] classNames, ImageFolderOptions options, CancellationToken cancellation)
    {
        int count = parts.Sum(part => part.Paths.Count);
        var loaded = new LoadedPictures(classNames);
        try
        {
            loaded._packed = PackedFolder.Provide(root, [.. parts.SelectMany(part => part.Paths)], options, cancellation);
            if (loaded._packed is null)
                loaded.Decode(parts, count, options, cancellation);
            else
                loaded.AddPacked(parts, loaded._packed);

            LeftOutFile[] bad = [.. loaded._parts.SelectMany(part => part.Refused.OrderBy(fault => fault.Key).Select(fault => fault.Value))];
            return bad.Length == 0 || options.SkipBad ? loaded : throw Refusal(bad, count);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>The files of a part.</summary>
    public PictureFiles Files(int part) => _parts[part].Files;

    /// <summary>The places of a part's pictures that were read.</summary>
    public IReadOnlyList<long> Good(int part) => [.. Enumerable.Range(0, Files(part).Paths.Count).Where(place => !_parts[part].Refused.ContainsKey(place)).Select(place => (long)place)];

    /// <summary>All pictures of a part that were read; their memory is shared.</summary>
    public TrainingData Whole(int part) => _parts[part].Refused.Count == 0 ? _parts[part].Data.Share() : _parts[part].Data.Select(RequireAny(part));

    /// <summary>Some of a part's pictures that were read.</summary>
    /// <param name="part">The part.</param>
    /// <param name="among">Their places among those that were read.</param>
    public TrainingData Select(int part, long[] among) => _parts[part].Data.Select(Places(part, among));

    /// <summary>What normalises pictures of a part, as those of data that were taken from it; packed ones were measured when they were packed.</summary>
    /// <param name="part">The part.</param>
    /// <param name="data">The data.</param>
    /// <param name="among">Their places among those that were read; null for all.</param>
    public Normalization NormalizationOf(int part, TrainingData data, long[]? among = null)
    {
        if (_packed is null)
            return Normalization.Of(data);

        var sums = new PixelSums[data.ImageShape.Channels];
        foreach (long place in among is null ? Good(part) : Places(part, among))
        {
            PixelSums[] picture = _packed.Pictures.Index.Entries[_packed.Rows[_parts[part].First + place]].Channels;
            for (int channel = 0; channel < sums.Length; channel++)
                sums[channel] += picture[channel];
        }

        return Normalization.Of(sums);
    }

    /// <summary>Refuses a class of which nothing is left to train on.</summary>
    /// <exception cref="DatasetException">There is one.</exception>
    public void RequireEveryClass(string root)
    {
        HashSet<long> left = [.. Good(0).Select(place => Files(0).Labels[(int)place])];
        string[] lost = [.. _classNames.Where((_, label) => !left.Contains(label))];
        if (lost.Length > 0)
            throw new DatasetException($"'{root}' has no picture of {ClassOrder.List(lost)} to train on that can be read; replace them, or take the folder away");
    }

    public void Dispose()
    {
        foreach (Part part in _parts)
            part.Data.Dispose();

        _packed?.Dispose();
    }

    private void Decode(IReadOnlyList<PictureFiles> parts, int count, ImageFolderOptions options, CancellationToken cancellation)
    {
        AvailableMemory.Require(
            Invariant($"{count} pictures of {options.ImageShape}"),
            count * options.ImageShape.Elements,
            "pack them on disk (data pack, or Store of the options), bring them to a smaller size, give fewer, or use a machine with more");
        int read = 0;
        int first = 0;
        foreach (PictureFiles files in parts)
        {
            (torch.Tensor images, IReadOnlyDictionary<int, LeftOutFile> refused) = PictureReader.Read(
                files.Paths, options, () => options.Progress?.Report(new PictureProgress(Interlocked.Increment(ref read), count)), cancellation);
            _parts.Add(new Part(files, first, Data(images, [.. files.Labels]), refused));
            first += files.Paths.Count;
        }
    }

    private void AddPacked(IReadOnlyList<PictureFiles> parts, PackedPart packed)
    {
        torch.Tensor images = packed.Pictures.Images;
        int first = 0;
        foreach (PictureFiles files in parts)
        {
            int count = files.Paths.Count;
            Dictionary<int, LeftOutFile> refused = packed.Refused
                .Where(fault => fault.Key >= first && fault.Key < first + count)
                .ToDictionary(fault => fault.Key - first, fault => new LeftOutFile(files.Paths[fault.Key - first], fault.Value));
            long[] rows = [.. packed.Rows.AsSpan(first, count).ToArray().Select(row => (long)row)];
            // The pictures of the other parts have labels of their own; none of theirs is looked at here.
            long[] labels = new long[images.size(0)];
            for (int place = 0; place < count; place++)
                labels[rows[place]] = files.Labels[place];

            using TrainingData whole = Data(images.alias(), labels);
            _parts.Add(new Part(files, first, whole.Select(rows), refused));
            first += count;
        }
    }

    private TrainingData Data(torch.Tensor images, long[] labels) => new(images, torch.tensor(labels)) { ClassNames = _classNames };

    private long[] Places(int part, long[] among)
    {
        IReadOnlyList<long> good = Good(part);
        return [.. among.Select(place => good[(int)place])];
    }

    private IReadOnlyList<long> RequireAny(int part) =>
        Good(part) is { Count: > 0 } good ? good : throw Refusal([.. _parts[part].Refused.Values], Files(part).Paths.Count);

    private static DatasetException Refusal(LeftOutFile[] bad, int count)
    {
        if (bad.Length == 1)
            return new DatasetException($"'{bad[0].Path}' {bad[0].Reason}; replace the picture, take it away, or leave it out (--skip-bad, or SkipBad of the options)");

        string named = string.Join("; ", bad.Take(Named).Select(file => $"'{file.Path}' {file.Reason}"));
        string more = bad.Length > Named ? Invariant($"; and {bad.Length - Named} more") : "";
        return new DatasetException(Invariant($"{bad.Length} of {count} pictures cannot be used: {named}{more}; replace them, {Mend}"));
    }

    private sealed record Part(PictureFiles Files, int First, TrainingData Data, IReadOnlyDictionary<int, LeftOutFile> Refused);
}
