using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;

namespace CompactCnn.Generators.Tests;

/// <summary>A harness that cannot fail proves nothing.</summary>
public class HarnessTests
{
    private const string Step = "Careless";

    [Fact]
    public void AStepThatHoldsASymbolIsCaught()
    {
        (GeneratorDriver driver, _) = Run(new CarelessGenerator(context => context.TargetSymbol));

        Assert.Throws<FalseException>(() => Incrementality.AssertHoldsNoCompilation(driver, [Step]));
    }

    [Fact]
    public void AStepThatIsNeverEqualIsCaught()
    {
        (GeneratorDriver driver, Compilation compilation) = Run(new CarelessGenerator(_ => new object()));

        Assert.Throws<TrueException>(() => Incrementality.AssertCachedOnClone(driver, compilation, [Step]));
    }

    [Fact]
    public void MarksAreTakenOutOfTheText()
    {
        MarkedSource source = MarkedSource.Parse("a {|CCNN0001:b{|CCNN0002:c|}|} d");

        Assert.Equal("a bc d", source.Text);
        Assert.Equal([new Mark("CCNN0002", new TextSpan(3, 1)), new Mark("CCNN0001", new TextSpan(2, 2))], source.Marks.AsEnumerable());
    }

    [Fact]
    public void AMarkMustBeClosed() => Assert.Throws<FormatException>(() => MarkedSource.Parse("{|CCNN0001:b"));

    [Fact]
    public void AMarkedDiagnosticMustAppear() =>
        Assert.ThrowsAny<XunitException>(() => GeneratorHarness.Refuse("public class {|CCNN0001:NotAModel|};", "any"));

    [Fact]
    public void AWarningInTheUsersProjectIsCaught() =>
        Assert.ThrowsAny<XunitException>(() => GeneratorHarness.Accept("public class Any { private int _unused; }"));

    private static (GeneratorDriver Driver, Compilation Compilation) Run(IIncrementalGenerator generator)
    {
        HarnessSettings settings = HarnessSettings.Default;
        Compilation compilation = settings.Compile(["using CompactCnn; [CompactModel(1, 2, 3)] public class Any;"]);
        return (Incrementality.CreateDriver(generator, settings.ParseOptions).RunGenerators(compilation), compilation);
    }

    /// <summary>A generator with a mistake in its pipeline.</summary>
    private sealed class CarelessGenerator(Func<GeneratorAttributeSyntaxContext, object> transform) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            IncrementalValuesProvider<object> values = context.SyntaxProvider
                .ForAttributeWithMetadataName("CompactCnn.CompactModelAttribute", (node, _) => node is ClassDeclarationSyntax, (model, _) => transform(model))
                .WithTrackingName(Step);
            context.RegisterSourceOutput(values, (output, _) => output.AddSource("Careless.g.cs", ""));
        }
    }
}
