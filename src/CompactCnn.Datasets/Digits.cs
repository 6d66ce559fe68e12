namespace CompactCnn;

/// <summary>The classes of data sets of digits.</summary>
internal static class Digits
{
    /// <summary>The names of the labels 0..9.</summary>
    public static IReadOnlyList<string> Names { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
}
