using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Tests;

/// <summary>A diagnostic stands on what is at fault: on the class only where the class is.</summary>
public class FaultPlaceTests
{
    public static TheoryData<string> Ids => DescriptorTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheDiagnosticsOfABadExample(string id)
    {
        GeneratorOutcome outcome = GeneratorHarness.Run(HarnessSettings.Default, DescriptorTests.Example(id, "Bad example"));

        Assert.All(outcome.Diagnostics, diagnostic => Assert.Equal(ExpectedPlace(id), Place(diagnostic.Location)));
    }

    private static string ExpectedPlace(string id) => id[..^2] switch
    {
        _ when id == "CCNN0015" => "a member's name",
        _ when id == "CCNN0118" => "an argument of an attribute",
        "CCNN00" => "the class's name",
        "CCNN04" => "an expression",
        _ => "an attribute",
    };

    private static string Place(Location location)
    {
        SyntaxNode node = location.SourceTree!.GetRoot().FindNode(location.SourceSpan);
        return node switch
        {
            AttributeSyntax when node.Span == location.SourceSpan => "an attribute",
            AttributeArgumentSyntax when node.Span == location.SourceSpan => "an argument of an attribute",
            PropertyDeclarationSyntax property when property.Identifier.Span == location.SourceSpan => "a member's name",
            BaseTypeDeclarationSyntax type when type.Identifier.Span == location.SourceSpan => "the class's name",
            ExpressionSyntax or ExpressionElementSyntax or ArgumentSyntax when node.Span == location.SourceSpan => "an expression",
            _ => $"{node.GetType().Name} '{node}'",
        };
    }
}
