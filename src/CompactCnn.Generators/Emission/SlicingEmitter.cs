namespace CompactCnn.Generators.Emission;

/// <summary>The two forms of <c>ToCompact</c>.</summary>
internal static class SlicingEmitter
{
    /// <summary>Emits them.</summary>
    public static void Emit(EmittedModel model, IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Slices the compact network of the channels to keep; it owns copies of its parameters.</summary>");
        writer.Line($"/// <param name=\"keep\">For each group ({GroupText.Names(model.Graph)}) the sorted indices of the channels to keep.</param>");
        EmitResultDocumentation(writer);
        writer.Mark();
        writer.Line("public Compact ToCompact(int[][] keep) => Slice(keep);");

        writer.Separate();
        writer.Line("/// <summary>Slices the compact network of the channels to keep, given by name.</summary>");
        writer.Line("/// <param name=\"keep\">The channels to keep; groups that are not mentioned keep all.</param>");
        EmitResultDocumentation(writer);
        writer.Mark();
        writer.Line("public Compact ToCompact(Channels keep)");
        writer.Open();
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(keep);");
        writer.Line("return Slice(keep.ToKeep());");
        writer.Close();
    }

    private static void EmitResultDocumentation(IndentedWriter writer)
    {
        writer.Line("/// <returns>The compact network.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The keep-list does not fit; the message names the group.</exception>");
    }
}
