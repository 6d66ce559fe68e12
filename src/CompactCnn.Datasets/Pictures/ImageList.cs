using static System.FormattableString;

namespace CompactCnn;

/// <summary>
/// Pictures of the user's own by a CSV file of their paths and labels: columns <c>file</c> and <c>label</c>, and, where the parts
/// are given, <c>part</c>.
/// </summary>
public static class ImageList
{
    internal const string Name = "image-list";

    private const long LargestFile = 1 << 28;
    private const string Mend = "correct the file";

    private static readonly string[] FileColumns = ["file", "path", "image", "filename"];
    private static readonly string[] LabelColumns = ["label", "class"];
    private static readonly string[] PartColumns = ["part", "split"];

    /// <summary>
    /// Loads the pictures, in the way of <see cref="ImageFolder.Load"/>. The first line names the columns: <c>file</c> (or
    /// <c>path</c>, <c>image</c>, <c>filename</c>), a path beside the CSV file or a full one; <c>label</c> (or <c>class</c>), a name
    /// or a number; and <c>part</c> (or <c>split</c>), named as the folders of an <see cref="ImageFolder"/> are, or no such column.
    /// The labels are the classes, in the order of their characters, those of whole numbers in that of the numbers. Pictures
    /// beside the file that it does not name, and columns that are not read, are named in <see cref="Dataset.LeftOut"/>.
    /// </summary>
    /// <param name="path">The CSV file, in UTF-8.</param>
    /// <param name="options">How; absent: the defaults.</param>
    /// <param name="ct">Ends it between two pictures.</param>
    /// <returns>The data set, named after the file, owned by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DatasetException">The file cannot be read, a line of it is wrong, or as for <see cref="ImageFolder.Load"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Dataset Load(string path, ImageFolderOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ImageFolderOptions();
        options.Check();
        Listed listed = Read(path);
        Row[] train = listed.Of(FolderPart.Train);
        if (train.Length == 0)
            throw new DatasetException($"'{listed.Path}' names no picture to train on; {Mend}");

        string[] classNames = ClassNames(train);
        Row? unknown = listed.Rows.FirstOrDefault(row => !classNames.Contains(row.Label, StringComparer.Ordinal));
        if (unknown is not null)
            throw new DatasetException(Invariant($"'{listed.Path}' is refused: line {unknown.Line} of it has the label {UntrustedText.Quote(unknown.Label)}, of which no picture is to be trained on; {Mend}"));

        (Row[] test, Row[] validation) = (listed.Of(FolderPart.Test), listed.Of(FolderPart.Validation));
        // As in a folder: what is held out is tested on where nothing else is.
        PictureFiles? tested = Files(test.Length > 0 ? test : validation, classNames);
        var parts = new PictureParts(listed.Path, listed.Name, classNames, Files(train, classNames)!, tested, test.Length > 0 ? Files(validation, classNames) : null, listed.LeftOut)
        {
            TestPart = "a column 'part' with 'test' in it",
        };
        return parts.Load(options, ct);
    }

    /// <summary>Loads what a network is to be evaluated on: the part to test on where there is one, else all pictures.</summary>
    /// <inheritdoc cref="Load"/>
    /// <returns>The pictures, owned by the caller.</returns>
    public static TestSet LoadTest(string path, ImageFolderOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ImageFolderOptions();
        options.Check();
        Listed listed = Read(path);
        Row[] rows = listed.Of(FolderPart.Test) is { Length: > 0 } test ? test : listed.Of(FolderPart.Validation) is { Length: > 0 } held ? held : listed.Rows;
        string[] classNames = ClassNames(rows);
        return new PictureParts(listed.Path, listed.Name, classNames, Files(rows, classNames)!, Test: null, Validation: null, listed.LeftOut).LoadTest(options, ct);
    }

    private static Listed Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        try
        {
            List<Row> rows = [];
            Columns? columns = null;
            foreach ((int line, string[] cells) in CsvText.Rows(RegularFile.ReadAllText(path, LargestFile)))
            {
                if (columns is null)
                    columns = Columns.Of(cells);
                else
                    rows.Add(RowOf(columns, line, cells, Path.GetDirectoryName(path)!));
            }

            return rows.Count > 0
                ? new Listed(path, [.. rows], [.. columns!.LeftOut(path), .. Unnamed(path, rows)])
                : throw new ContentException("it names no pictures: the first line must name the columns 'file' and 'label', and a line for each picture follow");
        }
        catch (ContentException fault)
        {
            throw new DatasetException($"'{path}' is refused: {fault.Message}; {Mend}", fault);
        }
        catch (Exception fault) when (fault is (IOException and not DatasetException) or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{path}' cannot be read: {fault.Message.TrimEnd('.')}; give a CSV file with the columns 'file' and 'label'", fault);
        }
    }

    private static Row RowOf(Columns columns, int line, string[] cells, string folder)
    {
        if (cells.Length != columns.Count)
            throw new ContentException(Invariant($"line {line} of it has {cells.Length} cells, but the first line names {columns.Count} columns"));

        (string file, string label) = (cells[columns.File], cells[columns.Label]);
        if (file.Length == 0 || label.Length == 0 || file.Contains('\0', StringComparison.Ordinal))
            throw new ContentException(Invariant($"line {line} of it has no {(label.Length == 0 ? "label" : "file")}"));

        FolderPart? part = columns.Part is { } place ? FolderLayout.PartOf(cells[place]) : FolderPart.Train;
        return part is null
            ? throw new ContentException(Invariant($"line {line} of it has the part {UntrustedText.Quote(cells[columns.Part!.Value])}, but 'train', 'validation' and 'test' are known"))
            : new Row(line, Path.GetFullPath(Path.Combine(folder, file)), label, part.Value);
    }

    /// <summary>Pictures of the folders that named ones lie in.</summary>
    private static LeftOutFile[] Unnamed(string path, List<Row> rows)
    {
        HashSet<string> named = [.. rows.Select(row => row.File)];
        IEnumerable<string> folders = rows.Select(row => Path.GetDirectoryName(row.File)!).Distinct(StringComparer.Ordinal).Where(Directory.Exists);
        return
        [
            .. folders.SelectMany(folder => PictureListing.Files(folder).Select(file => Path.Combine(folder, file)))
                .Where(file => !named.Contains(file) && PictureListing.IsPicture(file))
                .Select(file => new LeftOutFile(file, $"is not named in '{path}'")),
        ];
    }

    private static string[] ClassNames(Row[] rows)
    {
        string[] names = [.. rows.Select(row => row.Label).Distinct(StringComparer.Ordinal)];
        return names.All(name => name.Length < 10 && name.All(char.IsAsciiDigit))
            ? [.. names.OrderBy(name => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    private static PictureFiles? Files(Row[] rows, string[] classNames)
    {
        Dictionary<string, long> labels = classNames.Index().ToDictionary(name => name.Item, name => (long)name.Index, StringComparer.Ordinal);
        return rows.Length == 0 ? null : new PictureFiles([.. rows.Select(row => row.File)], [.. rows.Select(row => labels[row.Label])], []);
    }

    private sealed record Row(int Line, string File, string Label, FolderPart Part);

    private sealed record Listed(string Path, Row[] Rows, LeftOutFile[] LeftOut)
    {
        public string Name => System.IO.Path.GetFileNameWithoutExtension(Path) is { Length: > 0 } name ? name : ImageList.Name;

        public Row[] Of(FolderPart part) => [.. Rows.Where(row => row.Part == part)];
    }

    private sealed record Columns(string[] Names, int File, int Label, int? Part)
    {
        public int Count => Names.Length;

        /// <exception cref="ContentException">A column is missing, or there are two for one thing.</exception>
        public static Columns Of(string[] names) => new(
            names,
            Find(names, FileColumns) ?? throw Missing(names, "file"),
            Find(names, LabelColumns) ?? throw Missing(names, "label"),
            Find(names, PartColumns));

        public IEnumerable<LeftOutFile> LeftOut(string path) => Names
            .Where((_, place) => place != File && place != Label && place != Part)
            .Select(name => new LeftOutFile(path, $"has a column {UntrustedText.Quote(name)}, which is not read"));

        private static int? Find(string[] names, string[] known)
        {
            int[] found = [.. Enumerable.Range(0, names.Length).Where(place => known.Contains(names[place], StringComparer.OrdinalIgnoreCase))];
            return found.Length < 2
                ? found.Length == 1 ? found[0] : null
                : throw new ContentException($"line 1 of it names {ClassOrder.List([.. found.Select(place => names[place])])}, which mean the same");
        }

        private static ContentException Missing(string[] names, string column) =>
            new($"line 1 of it must name a column '{column}', but names {string.Join(", ", names.Take(10).Select(name => UntrustedText.Quote(name)))}");
    }
}
