using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Hands the parts of a run what a file holds; the file's names, types and shapes must be exactly theirs.</summary>
/// <param name="file">The file.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class StateReader(SafetensorsReader file, string path) : StateStore
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private bool _replacing;

    public override bool IsReplacing => _replacing;

    /// <summary>Replaces what the parts remember: first everything is compared, then everything is read.</summary>
    /// <param name="parts">The parts.</param>
    /// <exception cref="CheckpointException">Something is missing, superfluous, or of another type or shape; nothing has changed.</exception>
    public void Read(IStateful parts)
    {
        using var scope = NewDisposeScope();
        var state = new RunState(this);
        parts.Transfer(state);
        if (file.Entries.Keys.Except(_asked, StringComparer.Ordinal).FirstOrDefault() is { } extra)
        {
            throw new CheckpointException($"'{path}' holds {UntrustedText.Quote(extra)}, of which this run knows nothing; resume with the version and the model that wrote it");
        }

        _replacing = true;
        parts.Transfer(state);
        _replacing = false;
    }

    public override void Values(string name, Span<long> values)
    {
        SafetensorsEntry entry = Entry(name, ScalarType.Int64, [values.Length]);
        if (_replacing)
        {
            Read<long>(entry).CopyTo(values);
        }
    }

    public override void Values(string name, Span<double> values)
    {
        SafetensorsEntry entry = Entry(name, ScalarType.Float64, [values.Length]);
        if (_replacing)
        {
            Read<double>(entry).CopyTo(values);
        }
    }

    // Lists are handed over while comparing too: whoever asked checks them, and keeps them only if they are sound.
    public override void List(string name, ref long[] values) => values = Read<long>(EntryOfList(name, ScalarType.Int64));

    public override void List(string name, ref double[] values) => values = Read<double>(EntryOfList(name, ScalarType.Float64));

    public override void Tensor(string name, Tensor values)
    {
        SafetensorsEntry entry = Entry(name, values.dtype, values.shape);
        if (_replacing)
        {
            file.ReadInto(entry, values);
        }
    }

    public override Exception Misfit(string name, string expected, string found) =>
        new CheckpointException($"'{path}' has '{name}' as {found}, but this run expects {expected}; resume with the version and the model that wrote it");

    private SafetensorsEntry EntryOfList(string name, ScalarType type)
    {
        SafetensorsEntry found = Find(name);
        return found.Type == type && found.Shape.Length == 1 ? found : throw Misfit(name, $"{type} in one row", Describe(found.Type, found.Shape));
    }

    private SafetensorsEntry Entry(string name, ScalarType type, long[] shape)
    {
        SafetensorsEntry found = Find(name);
        return found.Type == type && found.Shape.AsSpan().SequenceEqual(shape) ? found : throw Misfit(name, Describe(type, shape), Describe(found.Type, found.Shape));
    }

    private SafetensorsEntry Find(string name)
    {
        _asked.Add(name);
        return file.Entries.TryGetValue(name, out SafetensorsEntry? entry)
            ? entry
            : throw new CheckpointException($"'{path}' lacks '{name}' of this run; resume with the version and the model that wrote it");
    }

    private T[] Read<T>(SafetensorsEntry entry)
        where T : unmanaged
    {
        using Tensor values = empty(entry.Shape, entry.Type, CPU);
        file.ReadInto(entry, values);
        return values.data<T>().ToArray();
    }

    private static string Describe(ScalarType type, long[] shape) => $"{type} [{string.Join(", ", shape)}]";
}
