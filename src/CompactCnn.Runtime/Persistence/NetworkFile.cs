using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Networks as safetensors files: what is written, and what is compared before anything is changed.</summary>
internal static class NetworkFile
{
    /// <summary>Writes a network.</summary>
    public static void Save(Network network, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafetensorsWriter.Write(path, ManifestText.Of(network.Manifest with { Operations = GraphText.OfAnswers(network.Structure) }), [.. NetworkTensors.Slots(network).Select(slot => (slot.Name, slot.Read()))]);
    }

    /// <summary>The classes that a file's network distinguishes, if its classifier's weights are there and have so many rows; else those declared.</summary>
    public static int ClassesOf(string path, ModelGraph declared)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        int classes = ManifestText.Parse(reader.Metadata, path).Classes ?? declared.Classes;
        bool isTrue = declared.Classifier is { } classifier && declared.Operations[classifier].Tensors is [var weight, ..] && reader.Entries.GetValueOrDefault(weight.Name)?.Shape is [var rows, ..] && rows == classes;
        return isTrue ? classes : declared.Classes;
    }

    /// <summary>Reads the manifest of a model's file, and refuses every other file.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="declared">The model's graph.</param>
    /// <param name="compact">Whether it must be a compact network, of as many classes as the file says, or a full model of as many as the graph.</param>
    /// <param name="path">What to call the file.</param>
    public static NetworkManifest CheckManifest(SafetensorsReader reader, ModelGraph declared, bool compact, string path)
    {
        ManifestText.CheckKind(reader.Metadata, declared, compact, path);
        NetworkManifest manifest = ManifestText.Parse(reader.Metadata, path);
        ModelGraph graph = compact ? Of(declared, manifest, path) : declared;
        if ((manifest.Classes ?? graph.Classes) != graph.Classes)
        {
            throw new ModelFileException(FormattableString.Invariant($"'{path}' is of a model of {manifest.Classes} classes, but this '{graph.Name}' was made for {graph.Classes}; make it with classes: {manifest.Classes}"));
        }

        if (manifest.Operations is { } operations && GraphText.Difference(operations, GraphText.OfAnswers(graph)) is { } difference)
        {
            throw new ModelFileException($"'{path}' is of another declaration of '{graph.Name}': {difference}; load it with the declaration that wrote it, or train the changed one");
        }

        if (FaultOf(manifest, graph) is { } fault)
        {
            throw new ModelFileException($"'{path}' does not fit '{graph.Name}': {fault}");
        }

        return manifest;
    }

    /// <summary>
    /// Refuses a file whose names, shapes, types, cost or checksum are not the network's: a rounded or a widened copy
    /// would silently be another network. Nothing is changed.
    /// </summary>
    /// <param name="reader">The file.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="network">The network; where its tensors have no memory yet, only their shapes count.</param>
    /// <param name="type">The type that its floating-point tensors must have.</param>
    /// <param name="path">What to call the file.</param>
    public static void CheckTensors(SafetensorsReader reader, NetworkManifest manifest, Network network, ScalarType type, string path)
    {
        TensorSlot[] slots = [.. NetworkTensors.Slots(network)];
        foreach (TensorSlot slot in slots)
        {
            Tensor place = slot.Read();
            ScalarType expected = place.dtype == ScalarType.Int64 ? ScalarType.Int64 : type;
            if (!reader.Entries.TryGetValue(slot.Name, out SafetensorsEntry? entry))
            {
                throw new ModelFileException($"'{path}' lacks '{slot.Name}' of '{network.Structure.Name}'; save the network again");
            }

            if (!entry.Shape.AsSpan().SequenceEqual(place.shape) || entry.Type != expected)
            {
                throw new ModelFileException($"'{path}' has '{slot.Name}' as {entry.Type} [{string.Join(", ", entry.Shape)}], but '{network.Structure.Name}' expects {expected} [{string.Join(", ", place.shape)}]");
            }
        }

        if (reader.Entries.Count > slots.Length)
        {
            string extra = reader.Entries.Keys.Except(slots.Select(slot => slot.Name), StringComparer.Ordinal).First();
            throw new ModelFileException($"'{path}' has {UntrustedText.Quote(extra)}, which '{network.Structure.Name}' does not; load it as the model that wrote it");
        }

        NetworkManifest expectedCost = network.Manifest;
        if ((manifest.Parameters, manifest.Macs) != (expectedCost.Parameters, expectedCost.Macs))
        {
            throw new ModelFileException(FormattableString.Invariant($"'{path}' is of a network of {manifest.Parameters} parameters and {manifest.Macs} MACs, but '{network.Structure.Name}' has {expectedCost.Parameters} and {expectedCost.Macs}; load it as the declaration that wrote it"));
        }

        reader.CheckContent();
    }

    /// <summary>Copies the values of a file that was checked into a network.</summary>
    public static void Fill(SafetensorsReader reader, NetworkManifest manifest, Network network, string path)
    {
        foreach (TensorSlot slot in NetworkTensors.Slots(network))
        {
            reader.ReadInto(reader.Entries[slot.Name], slot.Read());
        }

        network.Usage = manifest.Usage;
        network.LoadWarnings = manifest.Operations is null
            ? [$"'{path}' was saved before files recorded the declaration, so that it could not be compared with '{network.Structure.Name}': if the layers have changed since, its answers are wrong; save it again with the declaration that trained it"]
            : [];
    }

    private static ModelGraph Of(ModelGraph declared, NetworkManifest manifest, string path)
    {
        try
        {
            return declared.WithClasses(manifest.Classes ?? declared.Classes);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFileException(FormattableString.Invariant($"'{path}' is of a network of {manifest.Classes} classes, but '{declared.Name}' has {declared.Classes}, which are fixed; load it as the declaration that wrote it"), exception);
        }
    }

    private static string? FaultOf(NetworkManifest manifest, ModelGraph graph)
    {
        if (manifest.Input != graph.Input)
        {
            return $"it takes images of {graph.Input}, but the file is of a network for {manifest.Input}";
        }

        if (manifest.NormEpsilon != BatchNormOperation.Epsilon)
        {
            return FormattableString.Invariant($"its norms add {BatchNormOperation.Epsilon} to the variance, but the file is of a network that adds {manifest.NormEpsilon}");
        }

        if (KeepList.FaultOfWidths(graph, manifest.Widths) is { } widths)
        {
            return widths;
        }

        if (!manifest.IsCompact && !manifest.Widths.AsSpan().SequenceEqual(graph.FullWidths.AsSpan()))
        {
            return FormattableString.Invariant($"it has widths of {string.Join(", ", graph.FullWidths)}, but the file has {string.Join(", ", manifest.Widths)}");
        }

        return FaultOfKeep(manifest, graph) ?? manifest.Usage?.FaultFor(graph);
    }

    private static string? FaultOfKeep(NetworkManifest manifest, ModelGraph graph)
    {
        if (manifest.Keep is not { } keep)
        {
            return null;
        }

        int[][] groups = [.. keep.Select(group => group.ToArray())];
        return KeepList.FaultOf(graph, groups) ?? (KeepList.Widths(groups).AsSpan().SequenceEqual(manifest.Widths.AsSpan())
            ? null
            : FormattableString.Invariant($"its keep-list has widths of {string.Join(", ", KeepList.Widths(groups))}, but the file has widths of {string.Join(", ", manifest.Widths)}"));
    }
}
