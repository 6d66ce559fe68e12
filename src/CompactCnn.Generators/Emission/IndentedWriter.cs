using System.Text;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Emission;

/// <summary>Writes lines of C#, indented by blocks, with <c>\n</c> line ends on every system.</summary>
internal sealed class IndentedWriter
{
    private const int Step = 4;

    private static readonly string Version = typeof(IndentedWriter).Assembly.GetName().Version.ToString(2);

    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _isFresh = true;

    /// <summary>Writes one line.</summary>
    public void Line(string text)
    {
        _text.Append(' ', _indent).Append(text).Append('\n');
        _isFresh = false;
    }

    /// <summary>Marks the member that follows as generated.</summary>
    public void Mark() => Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"{UserParts.Tool}\", \"{Version}\")]");

    /// <summary>Separates what follows by an empty line, except at the start of a block.</summary>
    public void Separate()
    {
        if (!_isFresh)
        {
            _text.Append('\n');
            _isFresh = true;
        }
    }

    /// <summary>Writes a brace or a bracket, and indents what follows.</summary>
    public void Open(string text = "{")
    {
        Line(text);
        _indent += Step;
        _isFresh = true;
    }

    /// <summary>Ends what was opened.</summary>
    public void Close(string text = "}")
    {
        _indent -= Step;
        Line(text);
    }

    /// <summary>Indents lines without a brace, as those that continue a statement.</summary>
    public void Indent() => _indent += Step;

    /// <summary>Ends <see cref="Indent"/>.</summary>
    public void Unindent() => _indent -= Step;

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
