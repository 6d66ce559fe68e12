using System.Globalization;

namespace CompactCnn;

/// <summary>Figures as results and progress print them, whatever the culture.</summary>
internal static class Printed
{
    /// <summary>As <c>1,234,567</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As <c>12.3 G</c>.</summary>
    public static string Macs(long macs) => macs switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{macs / 1e9:N1} G"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{macs / 1e6:N1} M"),
        _ => Count(macs),
    };

    /// <summary>As <c>0.4321</c>.</summary>
    public static string Loss(double loss) => loss.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>As <c>85.16 %</c>, of a number that is in percent.</summary>
    public static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:F2} %");

    /// <summary>As <c>1:02:03</c>.</summary>
    public static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");

    /// <summary>As <c>1 epoch</c> or <c>13 epochs</c>.</summary>
    public static string Of(long number, string what, string plural = "s") => $"{Count(number)} {what}{(number == 1 ? "" : plural)}";
}
