using Microsoft.CodeAnalysis;

namespace CompactCnn.Generators.Declaration;

/// <summary>Copies the arguments of one attribute; what does not compile is noted and read as absent.</summary>
internal sealed class AttributeReader(AttributeData attribute)
{
    /// <summary>True once an argument was asked for that does not compile.</summary>
    public bool IsErroneous { get; private set; } = attribute.AttributeConstructor is null;

    /// <summary>A constructor argument.</summary>
    public T Positional<T>(int index)
        where T : struct
    {
        if (index < attribute.ConstructorArguments.Length)
        {
            return Value<T>(attribute.ConstructorArguments[index]) ?? default;
        }

        IsErroneous = true;
        return default;
    }

    /// <summary>A constructor argument that is a class.</summary>
    public INamedTypeSymbol? Type(int index)
    {
        TypedConstant? argument = index < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[index] : null;
        if (argument is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } type })
        {
            return type;
        }

        IsErroneous = true;
        return null;
    }

    /// <summary>A constructor argument that is a list of texts; one that is null is read as empty.</summary>
    public EquatableArray<string> Texts(int index)
    {
        if (index >= attribute.ConstructorArguments.Length || attribute.ConstructorArguments[index].Kind != TypedConstantKind.Array)
        {
            IsErroneous = true;
            return EquatableArray<string>.Empty;
        }

        TypedConstant list = attribute.ConstructorArguments[index];
        return list.IsNull ? EquatableArray<string>.Empty : list.Values.Select(text => text.Value as string ?? "").ToEquatableArray();
    }

    /// <summary>A named argument that is an integer, or null where it is absent.</summary>
    public int? Int(string name) => Named<int>(name);

    /// <summary>A named argument that is a long integer, or null where it is absent.</summary>
    public long? Long(string name) => Named<long>(name);

    /// <summary>A named argument that is a number with a fraction, or null where it is absent.</summary>
    public double? Double(string name) => Named<double>(name);

    /// <summary>A named argument that is true or false, or null where it is absent.</summary>
    public bool? Bool(string name) => Named<bool>(name);

    /// <summary>A named argument that is a text, or null where it is absent.</summary>
    public string? Text(string name)
    {
        TypedConstant? argument = Find(name);
        return argument is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;
    }

    private T? Named<T>(string name)
        where T : struct => Find(name) is { } argument ? Value<T>(argument) : null;

    private TypedConstant? Find(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                IsErroneous |= argument.Value.Kind == TypedConstantKind.Error;
                return argument.Value;
            }
        }

        return null;
    }

    private T? Value<T>(TypedConstant constant)
        where T : struct
    {
        if (constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && constant.Value is T value)
        {
            return value;
        }

        IsErroneous = true;
        return null;
    }
}
