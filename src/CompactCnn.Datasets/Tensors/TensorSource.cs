using System.Globalization;
using TorchSharp;
using static System.FormattableString;

namespace CompactCnn;

/// <summary>Tensors by name, in a safetensors file or in a folder of NumPy's files.</summary>
internal abstract class TensorSource(string path) : IDisposable
{
    private const string Suffix = ".npy";
    private const string NamesFile = "class_names.txt";
    private const string Mend = "save the tensors again";
    private const long LargestText = 1 << 20;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Where they are.</summary>
    public string Path { get; } = path;

    /// <summary>What the data set is called.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(System.IO.Path.TrimEndingDirectorySeparator(Path)) is { Length: > 0 } name ? name : TensorFile.Name;

    /// <summary>What there is and was not read.</summary>
    public virtual IReadOnlyList<LeftOutFile> LeftOut => [.. Names.Where(name => !_read.Contains(name)).Order(StringComparer.Ordinal).Select(name => new LeftOutFile(Path, $"has a tensor {UntrustedText.Quote(name)}, which is not read"))];

    /// <summary>The names of all tensors.</summary>
    protected abstract IEnumerable<string> Names { get; }

    /// <summary>Names of classes, a name a line; null where there are none.</summary>
    protected abstract string? ClassText { get; }

    /// <summary>Opens what a path leads to.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static TensorSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TorchLibrary.Require();
        path = System.IO.Path.GetFullPath(path);
        return Directory.Exists(path) ? new Folder(path) : new Safetensors(path);
    }

    /// <summary>The tensor that has one of some names, in any case; null where none has.</summary>
    /// <exception cref="DatasetException">Several have.</exception>
    public string? Find(string[] known)
    {
        string[] found = [.. Names.Where(name => known.Contains(name, StringComparer.OrdinalIgnoreCase))];
        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new DatasetException($"'{Path}' has {ClassOrder.List(found)}, which mean the same; take all but one away");
    }

    /// <summary>Reads a tensor and brings it to what is needed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="convert">Makes the tensor that is needed.</param>
    /// <exception cref="DatasetException">It is damaged, or cannot be made that.</exception>
    public torch.Tensor Read(string name, Func<torch.Tensor, torch.Tensor> convert)
    {
        _read.Add(name);
        try
        {
            using torch.Tensor values = ReadTensor(name);
            return convert(values);
        }
        catch (ContentException fault)
        {
            throw new DatasetException($"'{name}' of '{Path}' {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is (IOException and not DatasetException and not ModelFileException) or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{name}' of '{Path}' cannot be read: {fault.Message.TrimEnd('.')}; {Mend}", fault);
        }
        catch (ModelFileException fault)
        {
            throw new DatasetException(fault.Message, fault);
        }
    }

    /// <summary>What the classes are called.</summary>
    /// <param name="mostLabel">The highest label.</param>
    /// <exception cref="DatasetException">There are fewer names.</exception>
    public string[] ClassNames(long mostLabel)
    {
        string[]? names = ClassText?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names is null)
        {
            const int most = 100_000;
            return mostLabel < most
                ? [.. Enumerable.Range(0, (int)mostLabel + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))]
                : throw new DatasetException(Invariant($"'{Path}' has the label {mostLabel}, but at most {most} classes are distinguished; number the classes from 0"));
        }

        return mostLabel < names.Length
            ? names
            : throw new DatasetException(Invariant($"'{Path}' has the label {mostLabel}, but names {names.Length} classes; name them all, or none"));
    }

    /// <summary>What is wrong where there are no images.</summary>
    public DatasetException Missing()
    {
        string[] names = [.. Names.Take(10).Select(name => UntrustedText.Quote(name))];
        return new DatasetException($"'{Path}' must have the tensors 'images' and 'labels', but has {(names.Length == 0 ? "none" : string.Join(", ", names))}; {Mend} under those names");
    }

    /// <summary>Frees what is open.</summary>
    public virtual void Dispose()
    {
    }

    /// <exception cref="ContentException">It is damaged.</exception>
    protected abstract torch.Tensor ReadTensor(string name);

    private static void RequireMemory(string name, long bytes) =>
        // As they are, and as images.
        AvailableMemory.Require($"the numbers of '{name}'", bytes + bytes / 2, "give fewer, give pictures in a folder, which are packed on disk, or use a machine with more");

    private sealed class Safetensors : TensorSource
    {
        private readonly SafetensorsReader _reader;

        public Safetensors(string path)
            : base(path)
        {
            try
            {
                _reader = SafetensorsReader.Open(path, Mend, SafetensorsEntry.ForeignTypes);
            }
            catch (ModelFileException fault)
            {
                throw new DatasetException(File.Exists(path) ? fault.Message : $"'{path}' does not exist; give a safetensors file, or a folder of .npy files", fault);
            }
        }

        protected override IEnumerable<string> Names => _reader.Entries.Keys;

        protected override string? ClassText => _reader.Metadata.GetValueOrDefault("class_names");

        public override void Dispose()
        {
            _reader.Dispose();
            base.Dispose();
        }

        protected override torch.Tensor ReadTensor(string name)
        {
            SafetensorsEntry entry = _reader.Entries[name];
            if (entry.Begin == entry.End)
                throw new ContentException("holds no numbers");

            RequireMemory(name, entry.End - entry.Begin);
            torch.Tensor values = torch.empty(entry.Shape, entry.Type);
            _reader.ReadInto(entry, values);
            return values;
        }
    }

    private sealed class Folder(string path) : TensorSource(path)
    {
        private readonly string[] _files = PictureListing.Files(path);

        public override IReadOnlyList<LeftOutFile> LeftOut =>
        [
            .. base.LeftOut,
            .. _files.Where(file => !IsArray(file) && file != NamesFile).Select(file => new LeftOutFile(System.IO.Path.Combine(Path, file), "is no NumPy array")),
        ];

        protected override IEnumerable<string> Names => _files.Where(IsArray).Select(file => file[..^Suffix.Length]);

        protected override string? ClassText
        {
            get
            {
                string file = System.IO.Path.Combine(Path, NamesFile);
                try
                {
                    return File.Exists(file) ? RegularFile.ReadAllText(file, LargestText) : null;
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    throw new DatasetException($"'{file}' cannot be read: {fault.Message.TrimEnd('.')}; give a name a line, or take it away", fault);
                }
            }
        }

        protected override torch.Tensor ReadTensor(string name)
        {
            using FileStream file = RegularFile.OpenRead(System.IO.Path.Combine(Path, name + Suffix));
            try
            {
                return NpyReader.Read(file, file.Length, bytes => RequireMemory(name, bytes));
            }
            catch (ContentException fault)
            {
                throw new ContentException($"is refused: {fault.Message}; {Mend}", fault);
            }
        }

        private static bool IsArray(string file) => file.EndsWith(Suffix, StringComparison.Ordinal);
    }
}
