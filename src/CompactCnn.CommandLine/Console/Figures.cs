using System.Globalization;

namespace CompactCnn.CommandLine;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    /// <summary>As <c>14,724,042</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Thousand millions, as <c>5,240.3 G</c>.</summary>
    public static string Giga(long value) => (value / 1e9).ToString("N1", CultureInfo.InvariantCulture) + " G";

    /// <summary>Bytes, as <c>553.0 MB</c>.</summary>
    public static string Megabytes(long value) => (value / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB";

    /// <summary>As <c>87.25 %</c>.</summary>
    public static string Percent(double value) => value.ToString("F2", CultureInfo.InvariantCulture) + " %";

    /// <summary>What part one number is of another, as <c>25.3 %</c>.</summary>
    public static string Part(double part, double whole) =>
        whole == 0 ? "" : (100 * part / whole).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>As <c>101.2</c>.</summary>
    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>As <c>0:42</c> or <c>12:00:05</c>.</summary>
    public static string Clock(TimeSpan time) =>
        time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
