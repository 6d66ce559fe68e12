using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CompactCnn.Generators.Tests.Harness;

/// <summary>
/// A source text whose expected diagnostics are marked in place: <c>{|CCNN0101:Conv(3, Kernel = 5)|}</c> expects
/// CCNN0101 on exactly this attribute. Marks may nest.
/// </summary>
internal sealed record MarkedSource(string Text, ImmutableArray<Mark> Marks)
{
    private const string Opening = "{|";
    private const string Closing = "|}";

    public static MarkedSource Parse(string marked)
    {
        // Sources in tests are read with the line ends of the checkout; spans and snapshots must not depend on them.
        marked = marked.ReplaceLineEndings("\n");
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string Id, int Start)>();
        var marks = ImmutableArray.CreateBuilder<Mark>();
        for (int i = 0; i < marked.Length;)
        {
            if (marked.AsSpan(i).StartsWith(Opening, StringComparison.Ordinal))
            {
                int colon = marked.IndexOf(':', i);
                open.Push((marked[(i + Opening.Length)..colon], text.Length));
                i = colon + 1;
            }
            else if (marked.AsSpan(i).StartsWith(Closing, StringComparison.Ordinal))
            {
                (string id, int start) = open.Pop();
                marks.Add(new Mark(id, TextSpan.FromBounds(start, text.Length)));
                i += Closing.Length;
            }
            else
            {
                text.Append(marked[i++]);
            }
        }

        if (open.Count > 0)
            throw new FormatException($"the mark '{open.Peek().Id}' is not closed");

        return new MarkedSource(text.ToString(), marks.ToImmutable());
    }
}

/// <summary>An expected diagnostic.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Span">Its place in the text without marks.</param>
internal sealed record Mark(string Id, TextSpan Span);
