using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>The size of images as it is typed, as <c>3x96x96</c>.</summary>
internal static class ShapeOption
{
    private const int LargestSide = 8192;

    /// <summary>An option that may be absent.</summary>
    public static Option<FeatureShape?> Create(string name, string description) => new(name)
    {
        Description = $"{description}, as 3x96x96",
        HelpName = "CxHxW",
        CustomParser = argument => Parse(name, argument),
    };

    private static FeatureShape? Parse(string name, ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        int[] sizes = [.. text.Split('x').Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0)];
        if (sizes is [1 or 3, >= 1 and <= LargestSide, >= 1 and <= LargestSide])
            return new FeatureShape(sizes[0], sizes[1], sizes[2]);

        argument.AddError($"{name} must be channels, 3 or 1, height and width, 1 to {LargestSide}, as 3x96x96, but is '{text}'");
        return null;
    }
}
