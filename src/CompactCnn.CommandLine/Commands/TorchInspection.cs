namespace CompactCnn.CommandLine;

/// <summary>Says what a safetensors file of another program holds, and which models of the program its tensors fit.</summary>
internal static class TorchInspection
{
    /// <summary>As many tensors are shown by name and shape.</summary>
    private const int MostShown = 20;

    public static void Run(ModelCatalog models, string path, IReadOnlyList<SafetensorsEntry> entries, CommandOutput output)
    {
        IReadOnlyList<SafetensorsEntry> ordered = FileOrder.Of(entries);
        long bytes = RegularFile.Length(path);
        (DeclaredModel Model, string Names)[] fitting = [.. models.Models.Select(model => (model, Names: NamesOf(model.Graph, entries))).Where(model => model.Names is not null).Select(model => (model.model, model.Names!))];
        output.WriteText($"file     {path}, {Figures.Count(bytes)} bytes");
        output.WriteText("written  by another program: there is nothing of CompactCnn's but tensors");
        output.WriteText($"tensors  {Figures.Count(entries.Count)}, {Figures.Count(Numbers(entries))} numbers");
        output.WriteText(fitting.Length == 0
            ? "fits     no model of this program"
            : $"fits     {string.Join("; ", fitting.Select(model => $"{model.Model.Name}, by {model.Names}"))}: read it by LoadTorch");
        output.WriteText("");
        foreach (SafetensorsEntry entry in ordered.Take(MostShown))
            output.WriteText($"{UntrustedText.Show(entry.Name)}  {SafetensorsEntry.NameOf(entry.Type)} [{string.Join(", ", entry.Shape)}]");

        if (ordered.Count > MostShown)
            output.WriteText($"and {Figures.Count(ordered.Count - MostShown)} more");

        output.WriteJson(
            new TorchInspectResult(path, bytes, Numbers(entries), [.. fitting.Select(model => model.Model.Name)], [.. ordered.Select(entry => new TorchTensorResult(entry.Name, SafetensorsEntry.NameOf(entry.Type), [.. entry.Shape]))]),
            ResultJson.Plain.TorchInspectResult);
    }

    /// <summary>By which names a file fits a model with nothing missing or left over; null if it does not.</summary>
    private static string? NamesOf(ModelGraph graph, IReadOnlyList<SafetensorsEntry> entries)
    {
        int classes = TorchMatching.ClassesOf(graph, entries, names: null);
        var matching = TorchMatching.Of(graph.WithClasses(classes), entries, TorchSharp.torch.ScalarType.Float64);
        return matching.Differences.IsEmpty ? matching.Title : null;
    }

    private static long Numbers(IEnumerable<SafetensorsEntry> entries) => entries.Sum(entry => (entry.End - entry.Begin) / SafetensorsEntry.Size(entry.Type));
}
