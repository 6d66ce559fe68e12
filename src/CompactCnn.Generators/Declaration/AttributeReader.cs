using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompactCnn.Generators.Declaration;

/// <summary>Copies the arguments of one attribute; what has no value is noted and read as absent.</summary>
internal sealed class AttributeReader
{
    private readonly AttributeData _attribute;
    private readonly ReadFaults _faults;

    public AttributeReader(AttributeData attribute, ReadFaults faults)
    {
        _attribute = attribute;
        _faults = faults;
        if (attribute.AttributeConstructor is null)
        {
            faults.Note(UnreadOf(attribute));
        }
    }

    /// <summary>A constructor argument.</summary>
    public T Positional<T>(int index)
        where T : struct => Argument(index) is { } argument ? Value<T>(argument, NameOf(index)) ?? default : default;

    /// <summary>A constructor argument that is a type; null where none is stated, or it cannot be seen.</summary>
    public ITypeSymbol? Type(int index)
    {
        if (Argument(index) is not { } argument)
        {
            return null;
        }

        if (argument is not { Kind: TypedConstantKind.Type } || argument.Value is ITypeSymbol { TypeKind: TypeKind.Error })
        {
            _faults.Note(NameOf(index));
            return null;
        }

        return argument.Value as ITypeSymbol;
    }

    /// <summary>A constructor argument that is a text; one that is null is read as empty.</summary>
    public string TextAt(int index)
    {
        if (Argument(index) is { Kind: TypedConstantKind.Error })
        {
            _faults.Note(NameOf(index));
        }

        return Argument(index)?.Value as string ?? "";
    }

    /// <summary>A constructor argument that is a list of texts; one that is null is read as empty.</summary>
    public EquatableArray<string> Texts(int index) => Argument(index) is { } list ? Texts(list, NameOf(index)) : EquatableArray<string>.Empty;

    /// <summary>A named argument that is a list of texts; one that is absent or null is read as empty.</summary>
    public EquatableArray<string> Texts(string name) =>
        Find(name) is { Kind: not TypedConstantKind.Error } list ? Texts(list, name) : EquatableArray<string>.Empty;

    private EquatableArray<string> Texts(TypedConstant list, string name)
    {
        if (list.Kind != TypedConstantKind.Array || (!list.IsNull && list.Values.Any(text => text.Kind == TypedConstantKind.Error)))
        {
            _faults.Note(name);
            return EquatableArray<string>.Empty;
        }

        return list.IsNull ? EquatableArray<string>.Empty : list.Values.Select(text => text.Value as string ?? "").ToEquatableArray();
    }

    /// <summary>A named argument that is an integer, or null where it is absent.</summary>
    public int? Int(string name) => Named<int>(name);

    /// <summary>A size for both axes, and those for one, which go before it.</summary>
    public OptionalSides Size(string both, string height, string width)
    {
        int? ofBoth = Int(both);
        return new OptionalSides(Int(height) ?? ofBoth, Int(width) ?? ofBoth);
    }

    /// <summary>A named argument that is a long integer, or null where it is absent.</summary>
    public long? Long(string name) => Named<long>(name);

    /// <summary>A named argument that is a number with a fraction, or null where it is absent.</summary>
    public double? Double(string name) => Named<double>(name);

    /// <summary>A named argument that is true or false, or null where it is absent.</summary>
    public bool? Bool(string name) => Named<bool>(name);

    /// <summary>A named argument that is a text, or null where it is absent.</summary>
    public string? Text(string name) => Find(name) is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    private T? Named<T>(string name)
        where T : struct => Find(name) is { } argument ? Value<T>(argument, name) : null;

    private TypedConstant? Argument(int index)
    {
        if (index < _attribute.ConstructorArguments.Length)
        {
            return _attribute.ConstructorArguments[index];
        }

        _faults.Note(NameOf(index));
        return null;
    }

    private TypedConstant? Find(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in _attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                if (argument.Value.Kind == TypedConstantKind.Error)
                {
                    _faults.Note(name);
                }

                return argument.Value;
            }
        }

        return null;
    }

    private T? Value<T>(TypedConstant constant, string name)
        where T : struct
    {
        if (constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && constant.Value is T value)
        {
            return value;
        }

        _faults.Note(name);
        return null;
    }

    private string NameOf(int index) =>
        _attribute.AttributeConstructor is { } constructor && index < constructor.Parameters.Length ? constructor.Parameters[index].Name : UnreadOf(_attribute);

    /// <summary>Which argument keeps the compiler from choosing a constructor, where there is only one.</summary>
    private static string UnreadOf(AttributeData attribute)
    {
        AttributeArgumentSyntax[] stated = attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? [.. arguments.Where(argument => argument.NameEquals is null)]
            : [];
        IParameterSymbol? first = attribute.AttributeClass?.InstanceConstructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault();
        return stated.Length == 1 && first is not null ? stated[0].NameColon?.Name.Identifier.ValueText ?? first.Name : "an argument";
    }
}
