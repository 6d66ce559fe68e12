using System.Globalization;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>What a record says of images and labels, and what has changed since, as a person would say it.</summary>
internal static partial class RecordedImages
{
    /// <summary>The name of the images to train on.</summary>
    public const string Training = "Data";

    /// <summary>The name of the images held out.</summary>
    public const string Validation = "Validation.Data";

    /// <summary>The name of the images to test on.</summary>
    public const string Test = "Test";

    private static readonly (string Part, string Words)[] Parts = [(Training, "training"), (Validation, "validation"), (Test, "test")];

    /// <summary>Number, shape and checksum of the images and of the labels of a part.</summary>
    /// <param name="part">One of the names above.</param>
    /// <param name="data">The images.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string part, TrainingData data) =>
    [
        new($"{part}.Images", Describe(data.ImageType, [data.Count, data.ImageShape.Channels, data.ImageShape.Height, data.ImageShape.Width], data.Pieces())),
        new($"{part}.Labels", Describe(data.Labels.dtype, data.Labels.shape, [data.Labels])),
    ];

    /// <summary>Whether a name of a record is of images or labels.</summary>
    public static bool IsOne(string name) => Parts.Any(part => IsOf(part.Part, name));

    /// <summary>Whether a name of a record is of the images or labels of a part.</summary>
    public static bool IsOf(string part, string name) => name == $"{part}.Images" || name == $"{part}.Labels";

    /// <summary>What has changed of the images that two records say the same names of.</summary>
    /// <param name="recorded">The record of then.</param>
    /// <param name="now">The record of now.</param>
    /// <returns>A clause, as <c>the training pictures changed: 144 then, 145 now</c>; null if nothing has.</returns>
    public static string? Change(IReadOnlyDictionary<string, string> recorded, IReadOnlyDictionary<string, string> now)
    {
        string[] changes = [.. Parts.Select(part => ChangeOf(part.Part, part.Words, recorded, now)).OfType<string>()];
        return changes.Length == 0 ? null : string.Join(", and ", changes);
    }

    private static string? ChangeOf(string part, string words, IReadOnlyDictionary<string, string> recorded, IReadOnlyDictionary<string, string> now)
    {
        (string images, string labels) = ($"{part}.Images", $"{part}.Labels");
        string? then = recorded.GetValueOrDefault(images);
        string? given = now.GetValueOrDefault(images);
        if (then == given)
            return recorded.GetValueOrDefault(labels) == now.GetValueOrDefault(labels) ? null : $"the labels of the {words} pictures changed";

        if (then is null || given is null)
            return $"the {words} pictures changed: {(then is null ? "none then, some" : "some then, none")} now";

        (string countThen, string sizeThen) = SizesOf(then);
        (string countNow, string sizeNow) = SizesOf(given);
        return countThen != countNow ? $"the {words} pictures changed: {countThen} then, {countNow} now"
            : sizeThen != sizeNow ? $"the {words} pictures changed: of {sizeThen} then, of {sizeNow} now"
            : $"the {words} pictures changed: there are {countNow}, as then, but not the same";
    }

    /// <summary>How many, and of what size; the record is of a file that nobody vouches for.</summary>
    private static (string Count, string Size) SizesOf(string described) =>
        Shape().Match(described) is { Success: true } match
            ? (match.Groups["count"].Value, match.Groups["size"].Value.Replace(", ", "x", StringComparison.Ordinal))
            : (UntrustedText.Quote(described), "");

    private static string Describe(ScalarType type, long[] shape, IEnumerable<Tensor> pieces) =>
        string.Create(CultureInfo.InvariantCulture, $"{type} [{string.Join(", ", shape)}] SHA-256 {TensorChecksum.Of(pieces)}");

    [GeneratedRegex(@"^\w+ \[(?<count>\d{1,10})(, (?<size>\d{1,10}(, \d{1,10})*))?\] SHA-256 [0-9a-f]{64}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
