using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// Which convolutions could be given other output channels, so that the shapes in an addition are equal.
/// </summary>
internal static class WidthRemedies
{
    /// <summary>
    /// The convolutions whose channels reach an addition one by one, each with the channels of the other side. Those in
    /// blocks are no candidates: their widths are not written.
    /// </summary>
    public static IEnumerable<Remedy> Candidates(ShapeInference shapes, EquatableArray<string> names, int left, int right)
    {
        FeatureShape leftShape = shapes.Shape(left);
        FeatureShape rightShape = shapes.Shape(right);
        return leftShape with { Channels = 0 } == rightShape with { Channels = 0 }
            ? [.. Convolutions(shapes, names, left, rightShape.Channels), .. Convolutions(shapes, names, right, leftShape.Channels)]
            : [];
    }

    /// <summary>
    /// The candidates that mend their issue and break nothing: the graph of the changed declaration must be right up to
    /// the addition, and no later addition may ask for another change of the same convolution.
    /// </summary>
    public static IEnumerable<Remedy> Proven(ModelDeclaration declaration, Issue issue, CancellationToken cancellation) =>
        issue.Remedies.Where(remedy =>
            declaration.Layers[remedy.Site.Index] is ConvDeclaration convolution
            && LayerGraphBuilder.Build(With(declaration, remedy.Site.Index, convolution with { OutChannels = remedy.Width }), cancellation)
                .Issues.All(later => later.Rule != Rule.TooLarge && IsLater(later.Site, issue.Site) && later.Remedies.All(other => other.Site != remedy.Site)));

    private static ModelDeclaration With(ModelDeclaration declaration, int index, LayerDeclaration layer) =>
        declaration with { Layers = declaration.Layers.Select((old, i) => i == index ? layer : old).ToEquatableArray() };

    private static bool IsLater(IssueSite site, IssueSite addition) => !site.IsClass && !site.IsMarker && site.Index > addition.Index;

    private static IEnumerable<Remedy> Convolutions(ShapeInference shapes, EquatableArray<string> names, int output, int width)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([output]);
        while (pending.Count > 0)
        {
            int index = pending.Pop();
            if (index == Operation.ModelInput || !seen.Add(index))
            {
                continue;
            }

            Operation operation = shapes.Operations[index];
            if (operation is ConvolutionOperation && operation.Name == names[operation.Layer])
            {
                yield return new Remedy(RemedyKind.SetWidth, IssueSite.Layer(operation.Layer), operation.Name, width);
            }
            else if (operation is not (MixingOperation or ConcatOperation or SliceOperation or FlattenOperation))
            {
                foreach (int input in operation.Inputs)
                {
                    pending.Push(input);
                }
            }
        }
    }
}
