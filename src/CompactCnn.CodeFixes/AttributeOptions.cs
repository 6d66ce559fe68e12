using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.CodeFixes;

/// <summary>Changes the arguments of an attribute and leaves everything else as it was written.</summary>
internal static class AttributeOptions
{
    /// <summary>The attribute with an option of this value.</summary>
    /// <param name="attribute">The attribute; every layer that has options to set has arguments.</param>
    /// <param name="option">Name of the option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isReplaceable">Whether a value that is stated already may be replaced.</param>
    /// <returns>The attribute; null where its value must stay.</returns>
    public static AttributeSyntax? WithOption(AttributeSyntax attribute, string option, ExpressionSyntax value, Func<ExpressionSyntax, bool> isReplaceable)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return null;
        }

        ExpressionSyntax? stated = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option)?.Expression;
        if (stated is not null)
        {
            return isReplaceable(stated) ? attribute.ReplaceNode(stated, value.WithTriviaFrom(stated)) : null;
        }

        NameEqualsSyntax name = SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(option).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space));
        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(value).WithNameEquals(name);
        return attribute.WithArgumentList(list.WithArguments(Append(list.Arguments, added)));
    }

    /// <summary>The attribute with another first argument of its constructor.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="parameter">Name of the constructor's first parameter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The attribute; null where the argument is no literal.</returns>
    public static AttributeSyntax? WithLiteral(AttributeSyntax attribute, string parameter, int value)
    {
        ExpressionSyntax? written = attribute.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals is null && (argument.NameColon?.Name.Identifier.ValueText ?? parameter) == parameter)?.Expression;
        return written is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.NumericLiteralExpression)
            ? attribute.ReplaceToken(literal.Token, SyntaxFactory.Literal(value).WithTriviaFrom(literal.Token))
            : null;
    }

    /// <summary>What followed the last argument, as a line's end, follows the new one.</summary>
    private static SeparatedSyntaxList<AttributeArgumentSyntax> Append(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, AttributeArgumentSyntax added)
    {
        AttributeArgumentSyntax last = arguments[arguments.Count - 1];
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        IEnumerable<AttributeArgumentSyntax> all = [.. arguments.Take(arguments.Count - 1), last.WithoutTrailingTrivia(), added.WithTrailingTrivia(last.GetTrailingTrivia())];
        return SyntaxFactory.SeparatedList(all, [.. arguments.GetSeparators(), comma]);
    }
}
