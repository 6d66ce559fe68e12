using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>One entry of the grid: a method, a fraction of the channels, a seed.</summary>
/// <param name="Method">The method.</param>
/// <param name="Active">The fraction; 1 where the method has none.</param>
/// <param name="Seed">The seed.</param>
internal sealed record Cell(ComparisonMethod Method, double Active, long Seed)
{
    /// <summary>As <c>cucb-0.25-seed1</c>; what its files are called.</summary>
    public string Name => Method.DependsOnFraction
        ? string.Create(CultureInfo.InvariantCulture, $"{Method.Name}-{Active}-seed{Seed}")
        : string.Create(CultureInfo.InvariantCulture, $"{Method.Name}-seed{Seed}");

    /// <summary>The cell that must be done first, or null.</summary>
    public Cell? After => Method.After is { } name ? Of(ComparisonMethods.Named(name), Active, Seed) : null;

    /// <summary>A method's cell; the fraction is left out where the method has none.</summary>
    public static Cell Of(ComparisonMethod method, double active, long seed) => new(method, method.DependsOnFraction ? active : 1, seed);

    /// <summary>Every cell of a grid, each after those that it needs.</summary>
    public static IReadOnlyList<Cell> Grid(IReadOnlyList<ComparisonMethod> methods, IReadOnlyList<double> fractions, IReadOnlyList<long> seeds)
    {
        IEnumerable<Cell> cells =
            from seed in seeds
            from active in fractions
            from method in methods.OrderBy(method => method.After is null ? 0 : 1)
            select Of(method, active, seed);
        return [.. cells.Distinct()];
    }
}
