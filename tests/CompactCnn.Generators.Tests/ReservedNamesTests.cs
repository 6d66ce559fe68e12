using System.Reflection;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static CompactCnn.Generators.Tests.Harness.Declared;

namespace CompactCnn.Generators.Tests;

/// <summary>
/// A layer's property must not hide or repeat another member, or the user's project does not compile. The list of such
/// names is checked against the types themselves, so that a new member of the runtime or of TorchSharp is not forgotten.
/// </summary>
public class ReservedNamesTests
{
    private const BindingFlags OfTypeItself = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Bases of a model, of its compact network and of its typed keep-list.</summary>
    private static readonly Type[] Bases = [typeof(GatedModel<>), typeof(CompactNetwork<>), typeof(object)];

    [Fact]
    public void EveryInheritedMemberIsReserved() => Assert.DoesNotContain(InheritedNames(), name => !ReservedNames.Contain(name));

    [Fact]
    public void EveryGeneratedMemberIsReserved()
    {
        Compilation output = GeneratorHarness.Accept(
            "using CompactCnn; [CompactModel(1, 8, 8), Conv(4), Pool, Linear(8), Linear(10)] public sealed partial class Small;").Output;
        INamedTypeSymbol model = output.GetTypeByMetadataName("Small")!;
        string[] layers = ["Conv1", "Conv1Norm", "Pool1", "Linear1", "Linear2"];

        Assert.DoesNotContain(model.GetTypeMembers().SelectMany(NamesIn).Except(layers), name => !ReservedNames.Contain(name));
        Assert.DoesNotContain(NamesIn(model).Except(layers), name => !ReservedNames.Contain(name) || !ReservedNames.IsGenerated(name));

        static IEnumerable<string> NamesIn(INamedTypeSymbol type) =>
            type.GetMembers().Where(member => member is { CanBeReferencedByName: true, IsImplicitlyDeclared: false }).Select(member => member.Name);
    }

    [Fact]
    public void EveryReservedNameIsRefused() => Assert.All(InheritedNames(), name =>
    {
        IEnumerable<Rule> rules = Model(1, 8, 8, Conv(4, name), Linear(2)).Interpret().Issues.Select(issue => issue.Rule);
        // Names that no C# source can state are refused as no identifiers.
        Assert.Equal([Identifiers.IsValid(name) ? Rule.ReservedName : Rule.InvalidName], rules);
    });

    /// <summary>Derived names count: a layer 'X' with a norm would give a property 'XNorm'.</summary>
    [Fact]
    public void OrdinaryNamesAreFree() => Assert.All(
        ["Stem", "Head", "Body", "Block1", "Features", "Classifier", "Forward", "Parameters", "Norm", "Conv", "compact", "cost", "x", "widths"],
        name => Assert.False(ReservedNames.Contain(name)));

    private static IEnumerable<string> InheritedNames() => Bases
        .SelectMany(BaseChain)
        .SelectMany(type => type.GetMembers(OfTypeItself))
        .Where(IsVisibleToUsers)
        .Select(member => member.Name.Split('`')[0])
        .Where(name => !name.StartsWith('.'))
        .Distinct();

    private static IEnumerable<Type> BaseChain(Type type)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            yield return current.IsGenericType ? current.GetGenericTypeDefinition() : current;
        }
    }

    /// <summary>Public or protected: what is private or internal is hidden by nothing in another assembly.</summary>
    private static bool IsVisibleToUsers(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => IsVisibleToUsers(accessor)),
        EventInfo @event => IsVisibleToUsers(@event.GetAddMethod(nonPublic: true)!),
        Type type => type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem,
        _ => true,
    };
}
