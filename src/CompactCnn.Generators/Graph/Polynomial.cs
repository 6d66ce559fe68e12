using System.Numerics;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>
/// An exact polynomial in the widths of the channel groups. Costs are bilinear in them, so that a closed form replaces
/// any walk over the network.
/// </summary>
/// <param name="Terms">The terms, of highest degree first; no two of the same variables, none of coefficient 0.</param>
internal sealed record Polynomial(EquatableArray<PolynomialTerm> Terms)
{
    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new(EquatableArray<PolynomialTerm>.Empty);

    /// <summary>A number.</summary>
    public static Polynomial Constant(BigInteger value) => value.IsZero ? Zero : new([new PolynomialTerm(value, [])]);

    /// <summary>The width of a group.</summary>
    public static Polynomial Variable(int group) => new([new PolynomialTerm(BigInteger.One, [group])]);

    /// <summary>The sum of several.</summary>
    public static Polynomial Sum(IEnumerable<Polynomial> summands) => Collect(summands.SelectMany(summand => summand.Terms));

    public static Polynomial operator +(Polynomial left, Polynomial right) => Collect(left.Terms.Concat(right.Terms));

    public static Polynomial operator *(Polynomial left, Polynomial right) =>
        Collect(left.Terms.SelectMany(_ => right.Terms, (l, r) => new PolynomialTerm(
            l.Coefficient * r.Coefficient,
            l.Variables.Concat(r.Variables).OrderBy(group => group).ToEquatableArray())));

    public static Polynomial operator *(Polynomial left, BigInteger factor) => left * Constant(factor);

    /// <summary>The value where the groups have these widths.</summary>
    public BigInteger Evaluate(IReadOnlyList<int> widths) => Terms.Aggregate(BigInteger.Zero, (sum, term) =>
        sum + term.Variables.Aggregate(term.Coefficient, (product, group) => product * widths[group]));

    private static Polynomial Collect(IEnumerable<PolynomialTerm> terms) => new(terms
        .GroupBy(term => term.Variables)
        .Select(same => new PolynomialTerm(same.Aggregate(BigInteger.Zero, (sum, term) => sum + term.Coefficient), same.Key))
        .Where(term => !term.Coefficient.IsZero)
        .OrderByDescending(term => term.Variables.Count)
        .ToEquatableArray());
}

/// <summary>A coefficient times widths.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Variables">Sorted indices of the groups whose widths are multiplied; empty for a constant.</param>
internal readonly record struct PolynomialTerm(BigInteger Coefficient, EquatableArray<int> Variables);
