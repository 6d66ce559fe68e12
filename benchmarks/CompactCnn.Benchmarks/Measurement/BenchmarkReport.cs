using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompactCnn.Benchmarks;

/// <summary>Prints rows as they come, and all of them as JSON at the end.</summary>
internal sealed class BenchmarkReport(bool json)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly List<BenchmarkRow> _rows = [];

    public void Add(BenchmarkRow row)
    {
        _rows.Add(row);
        string interval = row.Low is null ? "" : $" [{row.Low:F3}, {row.High:F3}]{(row.SelfRatio is null ? "" : $", itself {row.SelfRatio:F3}")}";
        string goal = row.Goal is null ? "" : $", goal {(row.GoalIsMinimum ? ">=" : "<=")} {row.Goal:F2}";
        Console.Error.WriteLine(
            $"{row.Network}  {row.Measure}  at {row.Fraction}  (batch {row.Batch}, {row.Threads} threads, {row.Precision}, {row.MemoryLayout}, allocator {row.Allocator}, waiting threads {row.WaitingThreads}): "
            + $"{(row.Ratio is null ? "" : $"{row.Ratio:F3}")}{interval}{goal}: {row.Verdict}{(row.Note is null ? "" : $"; {row.Note}")}");
    }

    /// <summary>Prints the JSON, if it was asked for.</summary>
    public void Complete()
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { rows = _rows }, _json));
        }
    }
}
