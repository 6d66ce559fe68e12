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

    /// <summary>The width of a group, or an equal part of it.</summary>
    /// <param name="group">Index of the group.</param>
    /// <param name="share">Into how many parts it is divided; its width always is a multiple of it.</param>
    public static Polynomial Variable(int group, int share = 1) => new([new PolynomialTerm(BigInteger.One, [new GroupWidth(group, share)])]);

    /// <summary>The sum of several.</summary>
    public static Polynomial Sum(IEnumerable<Polynomial> summands) => Collect(summands.SelectMany(summand => summand.Terms));

    public static Polynomial operator +(Polynomial left, Polynomial right) => Collect(left.Terms.Concat(right.Terms));

    public static Polynomial operator *(Polynomial left, Polynomial right) =>
        Collect(left.Terms.SelectMany(_ => right.Terms, (l, r) => new PolynomialTerm(
            l.Coefficient * r.Coefficient,
            l.Variables.Concat(r.Variables).OrderBy(width => width.Group).ThenBy(width => width.Share).ToEquatableArray())));

    public static Polynomial operator *(Polynomial left, BigInteger factor) => left * Constant(factor);

    /// <summary>The value where the groups have these widths.</summary>
    public BigInteger Evaluate(IReadOnlyList<int> widths) => Terms.Aggregate(BigInteger.Zero, (sum, term) =>
        sum + term.Variables.Aggregate(term.Coefficient, (product, width) => product * (widths[width.Group] / width.Share)));

    private static Polynomial Collect(IEnumerable<PolynomialTerm> terms) => new(terms
        .GroupBy(term => term.Variables)
        .Select(same => new PolynomialTerm(same.Aggregate(BigInteger.Zero, (sum, term) => sum + term.Coefficient), same.Key))
        .Where(term => !term.Coefficient.IsZero)
        .OrderByDescending(term => term.Variables.Count)
        .ToEquatableArray());
}

/// <summary>A coefficient times widths.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Variables">The widths that are multiplied, sorted; empty for a constant.</param>
internal readonly record struct PolynomialTerm(BigInteger Coefficient, EquatableArray<GroupWidth> Variables);

/// <summary>The width of a group, divided by a number.</summary>
/// <param name="Group">Index of the group.</param>
/// <param name="Share">The number; it divides every width that the group can have.</param>
internal readonly record struct GroupWidth(int Group, int Share);
