using System.Globalization;
using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>The figures of a report as comma-separated values, for other programs.</summary>
internal static class ComparisonCsv
{
    /// <summary>One line for each cell.</summary>
    public static string Cells(ComparisonResults results)
    {
        var text = new StringBuilder("method,active,seed,measured_on,accuracy_percent,loss,parameters,macs,training_macs,seconds,peak_memory_bytes,recalibration_before_percent,recalibration_after_percent,widths\n");
        foreach (CellResult cell in results.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{cell.Request.Method},{cell.Request.Active},{cell.Request.Seed},{cell.MeasuredOn},{cell.Accuracy},{cell.Loss},{cell.Parameters},{cell.Macs},{cell.TrainingMacs},{cell.Seconds},{cell.PeakMemory},{cell.Recalibration?.Before},{cell.Recalibration?.After},{string.Join(' ', cell.Widths)}");
        }

        return Lines(text);
    }

    /// <summary>One line for each method and fraction.</summary>
    public static string Summary(ComparisonResults results)
    {
        var text = new StringBuilder("method,active,seeds,accuracy_percent,accuracy_standard_error,minus_dense_points,minus_dense_standard_error,minus_cucb_points,minus_cucb_standard_error,parameters,macs,training_macs,seconds,peak_memory_bytes\n");
        foreach (ComparisonRow row in results.Rows)
        {
            Estimate accuracy = row.Accuracy;
            Estimate? dense = row.Against(results.Dense);
            Estimate? cucb = row.Against(results.Row(ComparisonMethods.Cucb, row.Active));
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Method.Name},{row.Active},{row.Results.Count},{accuracy.Mean},{accuracy.StandardError},{dense?.Mean},{dense?.StandardError},{cucb?.Mean},{cucb?.StandardError},{row.Parameters},{row.Macs},{row.TrainingMacs},{row.Seconds},{row.PeakMemory}");
        }

        return Lines(text);
    }

    private static string Lines(StringBuilder text) => text.Replace("\r\n", "\n").ToString();
}
