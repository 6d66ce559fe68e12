using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// Walks everything that a value holds. A pipeline value that holds a symbol or a piece of syntax keeps a whole
/// compilation alive and is equal to nothing at the next edit.
/// </summary>
internal static class ObjectGraph
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxToken), typeof(SyntaxReference),
        typeof(Location), typeof(Compilation), typeof(SemanticModel), typeof(AttributeData), typeof(Diagnostic),
    ];

    /// <summary>Refuses a value that holds anything of a compilation, and says along which fields.</summary>
    public static void AssertHoldsNoCompilation(object? value, string name)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object? Value, string Path)>();
        pending.Push((value, name));
        while (pending.TryPop(out (object? Value, string Path) next))
        {
            if (next.Value is null || IsLeaf(next.Value.GetType()) || !seen.Add(next.Value))
                continue;

            Assert.False(Array.Exists(Forbidden, type => type.IsInstanceOfType(next.Value)), $"{next.Path} holds a {next.Value.GetType()}");
            if (next.Value is Array elements)
            {
                PushElements(elements, next.Path, pending);
                continue;
            }

            foreach (FieldInfo field in FieldsOf(next.Value.GetType()))
            {
                pending.Push((field.GetValue(next.Value), $"{next.Path}.{field.Name}"));
            }
        }
    }

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(MemberInfo).IsAssignableFrom(type);

    private static void PushElements(IEnumerable elements, string path, Stack<(object? Value, string Path)> pending)
    {
        foreach (object? element in elements)
        {
            pending.Push((element, path + "[]"));
        }
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer)
                    yield return field;
            }
        }
    }
}
