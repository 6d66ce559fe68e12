using CompactCnn.Models;

namespace CompactCnn.Runtime.Tests;

/// <summary>Every shared model; the contracts hold for each.</summary>
internal static class ModelCases
{
    private static readonly Dictionary<string, ModelCase> ByName = new ModelCase[]
    {
        new ModelCase<SmallVggTwin, SmallVggTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new SmallVggTwin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv7 = keep[6]
            }),
            SmallVggTwin.CostOf,
            (widths, seed) => new SmallVggTwin.Compact(widths, seed: seed)),
        new ModelCase<Vgg16Twin, Vgg16Twin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Vgg16Twin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv7 = keep[6], Conv8 = keep[7], Conv9 = keep[8], Conv10 = keep[9], Conv11 = keep[10],
                Conv12 = keep[11], Conv13 = keep[12]
            }),
            Vgg16Twin.CostOf,
            (widths, seed) => new Vgg16Twin.Compact(widths, seed: seed)),
        new ModelCase<PlainVggTwin, PlainVggTwin.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new PlainVggTwin.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Linear1 = keep[4],
                Linear2 = keep[5]
            }),
            PlainVggTwin.CostOf,
            (widths, seed) => new PlainVggTwin.Compact(widths, seed: seed)),
        new ModelCase<Activations, Activations.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Activations.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5],
                Conv7 = keep[6], Conv8 = keep[7], Conv9 = keep[8], Linear1 = keep[9], Linear2 = keep[10],
                Linear3 = keep[11]
            }),
            Activations.CostOf,
            (widths, seed) => new Activations.Compact(widths, seed: seed)),
        new ModelCase<PreActivation, PreActivation.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new PreActivation.Channels { Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3] }),
            PreActivation.CostOf,
            (widths, seed) => new PreActivation.Compact(widths, seed: seed)),
        new ModelCase<Geometry, Geometry.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new Geometry.Channels
            {
                Conv1 = keep[0], Conv2 = keep[1], Conv3 = keep[2], Conv4 = keep[3], Conv5 = keep[4], Conv6 = keep[5]
            }),
            Geometry.CostOf,
            (widths, seed) => new Geometry.Compact(widths, seed: seed)),
        new ModelCase<FixedLayers, FixedLayers.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new FixedLayers.Channels { Conv2 = keep[0], Conv4 = keep[1], Linear2 = keep[2] }),
            FixedLayers.CostOf,
            (widths, seed) => new FixedLayers.Compact(widths, seed: seed)),
        new ModelCase<NormedHead, NormedHead.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new NormedHead.Channels { Conv1 = keep[0], Conv2 = keep[1], Linear1 = keep[2], Linear2 = keep[3] }),
            NormedHead.CostOf,
            (widths, seed) => new NormedHead.Compact(widths, seed: seed)),
        new ModelCase<MatricesOnly, MatricesOnly.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, keep) => model.ToCompact(new MatricesOnly.Channels { Conv1 = keep[0], Conv2 = keep[1] }),
            MatricesOnly.CostOf,
            (widths, seed) => new MatricesOnly.Compact(widths, seed: seed)),
        new ModelCase<NothingPrunable, NothingPrunable.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, _) => model.ToCompact(new NothingPrunable.Channels()),
            NothingPrunable.CostOf,
            (widths, seed) => new NothingPrunable.Compact(widths, seed: seed)),
        new ModelCase<LinearOnly, LinearOnly.Compact>(
            (model, keep) => model.ToCompact(keep),
            (model, _) => model.ToCompact(new LinearOnly.Channels()),
            LinearOnly.CostOf,
            (widths, seed) => new LinearOnly.Compact(widths, seed: seed)),
    }.ToDictionary(model => model.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<ModelCase> All => ByName.Values;

    /// <summary>The models by name, for theories.</summary>
    public static TheoryData<string> Names => [.. ByName.Keys];

    public static ModelCase Of(string name) => ByName[name];
}
