using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompactCnn.Generators.Analysis;

/// <summary>A list whose elements are written where it is used.</summary>
/// <param name="Syntax">What was written.</param>
/// <param name="Elements">Its elements in order; null for each that is spread, so that their number is not known.</param>
internal sealed record VisibleList(SyntaxNode Syntax, ImmutableArray<IOperation?> Elements)
{
    /// <summary>How many elements it has; null where one of them is spread.</summary>
    public int? Length => Elements.Contains(null) ? null : Elements.Length;

    /// <summary>The elements whose position is known.</summary>
    public IEnumerable<IOperation> Leading => Elements.TakeWhile(element => element is not null)!;

    /// <summary>The list that a value is; null where it was made elsewhere.</summary>
    public static VisibleList? Of(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value switch
        {
            ICollectionExpressionOperation collection =>
                new VisibleList(value.Syntax, collection.Elements.Select(element => element is ISpreadOperation ? null : element).ToImmutableArray()),
            IArrayCreationOperation { Initializer: { } initializer } =>
                new VisibleList(value.Syntax, initializer.ElementValues.CastArray<IOperation?>()),
            IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }] } => new VisibleList(value.Syntax, []),
            _ => null,
        };
    }

    /// <summary>The integer that a value is; null where it is no constant.</summary>
    public static int? Integer(IOperation? value) => value?.ConstantValue is { HasValue: true, Value: int number } ? number : null;
}
