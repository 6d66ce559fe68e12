using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompactCnn.CommandLine;

/// <summary>A cell's request as its files have it: the method, the data, and the settings of <see cref="SettingTable.OfACell"/>.</summary>
internal sealed class CellRequestJson : JsonConverter<CellRequest>
{
    private const string Method = "method";
    private const string Data = "data";

    /// <inheritdoc/>
    public override CellRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement request = document.RootElement;
        if (request.ValueKind != JsonValueKind.Object)
            throw new JsonException("a request is an object");

        return new CellRequest
        {
            Method = Text(request, Method) ?? throw new JsonException($"'{Method}' is missing"),
            Data = Text(request, Data),
            Asked = SettingTable.OfACell.Aggregate(RunSettings.Default, (settings, setting) => Take(settings, setting, request)),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CellRequest value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Method, value.Method);
        writer.WriteString(Data, value.Data);
        foreach (RunSetting setting in SettingTable.OfACell.Where(setting => IsSaid(setting, value.Asked)))
        {
            writer.WritePropertyName(setting.Key);
            setting.Write(writer, value.Asked);
        }

        writer.WriteEndObject();
    }

    /// <summary>Whether a file says a setting; it is of the default where not.</summary>
    public static bool IsSaid(RunSetting setting, RunSettings settings) =>
        setting.InCells != InCells.UnlessDefault || setting.Print(settings) != setting.DefaultText;

    private static RunSettings Take(RunSettings settings, RunSetting setting, JsonElement request)
    {
        bool isSaid = request.TryGetProperty(setting.Key, out JsonElement said);
        bool isNothing = !isSaid || said.ValueKind == JsonValueKind.Null;
        if (isNothing)
            return setting.InCells == InCells.Always ? throw new JsonException($"'{setting.Key}' is missing") : settings;

        return setting.Read(settings, said) ?? throw new JsonException($"'{setting.Key}' must be {setting.Rule}");
    }

    private static string? Text(JsonElement request, string key)
    {
        if (!request.TryGetProperty(key, out JsonElement text) || text.ValueKind == JsonValueKind.Null)
            return null;

        return text.ValueKind == JsonValueKind.String ? text.GetString() : throw new JsonException($"'{key}' must be a text");
    }
}
