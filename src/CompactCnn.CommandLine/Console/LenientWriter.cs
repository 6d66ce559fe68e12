using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>
/// What tells people how work goes, and drops what cannot be written: behind a disk that is full or a terminal that is
/// gone nobody reads it, and no work ends for want of a line about it. (Results are another matter.)
/// </summary>
/// <param name="writer">Where it goes.</param>
internal sealed class LenientWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => writer.Write(value));

    public override void WriteLine() => Try(writer.WriteLine);

    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    public override void Flush() => Try(writer.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // No room, no terminal, no reader.
        }
    }
}
