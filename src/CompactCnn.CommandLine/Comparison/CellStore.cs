using System.Text.Json;

namespace CompactCnn.CommandLine;

/// <summary>The folder of a comparison: one JSON file a cell, and the networks that other cells go on from.</summary>
/// <param name="folder">The folder.</param>
internal sealed class CellStore(string folder)
{
    private const string Cells = "cells";
    private const string Networks = "networks";

    /// <summary>Where a cell's result is.</summary>
    public string ResultPath(Cell cell) => Path.Combine(folder, Cells, cell.Name + ".json");

    /// <summary>Where the network that a cell trained is, if another needs it.</summary>
    public string NetworkPath(Cell cell) => Path.Combine(folder, Networks, cell.Name + ".safetensors");

    /// <summary>Makes sure that results can be written.</summary>
    /// <exception cref="UsageException">Nothing can be written there.</exception>
    public void Prepare()
    {
        OutputFolder.Prepare(Path.Combine(folder, Cells));
        OutputFolder.Prepare(Path.Combine(folder, Networks));
    }

    /// <summary>A cell's result, or null if it is not done.</summary>
    /// <exception cref="UsageException">The file is damaged.</exception>
    public CellResult? Find(Cell cell) => File.Exists(ResultPath(cell)) ? Read(ResultPath(cell)) : null;

    /// <summary>Writes a cell's result.</summary>
    public void Write(Cell cell, CellResult result) =>
        OutputFolder.Prepare(Path.Combine(folder, Cells)).Write(cell.Name + ".json", JsonSerializer.Serialize(result, ResultJson.Readable.CellResult) + "\n");

    /// <summary>Every result of the folder, in the order of names.</summary>
    /// <exception cref="UsageException">There are none, or a file is damaged.</exception>
    public IReadOnlyList<CellResult> ReadAll()
    {
        string cells = Path.Combine(folder, Cells);
        string[] files = Directory.Exists(cells) ? Directory.GetFiles(cells, "*.json") : [];
        if (files.Length == 0)
            throw new UsageException($"'{folder}' has no results of a comparison (cells/*.json); give the folder that compare wrote to");

        return [.. files.Order(StringComparer.Ordinal).Select(Read)];
    }

    private static CellResult Read(string path)
    {
        try
        {
            CellResult result = JsonSerializer.Deserialize(RegularFile.ReadAllText(path), ResultJson.Readable.CellResult)
                ?? throw new UsageException($"'{path}' is no result of a comparison: it holds null; delete it and run compare again");
            if (ComparisonMethods.Find(result.Request.Method, out string problem) is null)
                throw new UsageException($"'{path}' is of a method that is unknown: {problem}");

            return result;
        }
        catch (JsonException exception)
        {
            throw new UsageException($"'{path}' is damaged at line {exception.LineNumber + 1}: it is no result of a comparison; delete it and run compare again");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }
}
