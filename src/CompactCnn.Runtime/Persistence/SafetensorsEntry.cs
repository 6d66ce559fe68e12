using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte behind the last.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
{
    /// <summary>The types of tensors that are read, as the format names them; only other programs write halves.</summary>
    public static IReadOnlyDictionary<string, ScalarType> Types { get; } = new Dictionary<string, ScalarType>(StringComparer.Ordinal)
    {
        ["F32"] = ScalarType.Float32,
        ["F64"] = ScalarType.Float64,
        ["I64"] = ScalarType.Int64,
        ["U8"] = ScalarType.Byte,
        ["F16"] = ScalarType.Float16,
        ["BF16"] = ScalarType.BFloat16,
    };

    /// <summary>Those of them that are written.</summary>
    public static IReadOnlyList<string> Written { get; } = ["F32", "F64", "I64", "U8"];

    /// <summary>The types of tensors in files of others, as far as there are such tensors here.</summary>
    public static IReadOnlyDictionary<string, ScalarType> ForeignTypes { get; } = new Dictionary<string, ScalarType>(Types, StringComparer.Ordinal)
    {
        ["I32"] = ScalarType.Int32,
        ["I16"] = ScalarType.Int16,
        ["I8"] = ScalarType.Int8,
        ["BOOL"] = ScalarType.Bool,
    };

    /// <summary>The format's name of a type.</summary>
    public static string NameOf(ScalarType type) => Types.First(entry => entry.Value == type).Key;

    /// <summary>Bytes of one element.</summary>
    public static int Size(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Int16 => 2,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        _ => 8,
    };
}
