using CompactCnn.Generators.Graph;

namespace CompactCnn.Generators.Emission;

/// <summary>
/// The variables of a forward pass: one that passes from operation to operation, and one of its own for each output that
/// is read again later.
/// </summary>
internal sealed class ForwardVariables
{
    private const string Chain = "x";

    private readonly string[] _names;
    private bool _isChainDeclared;

    public ForwardVariables(EmittedModel model)
    {
        IReadOnlyList<GraphNode> nodes = model.Graph.Nodes;
        var taken = new HashSet<string>(model.Modules.Select(node => node.Operation.Name), StringComparer.Ordinal);
        int[] lastReaders = LastReaders(nodes);
        _names = [.. nodes.Select((node, index) => lastReaders[index] > index + 1 ? Local(node.Operation.Name, taken) : Chain)];
    }

    /// <summary>The variable that holds the output of an operation, or the model's input.</summary>
    public string Of(int operation) => operation == Operation.ModelInput ? "input" : _names[operation];

    /// <summary>The left side of the assignment of an operation's output, to be asked for in execution order.</summary>
    public string Declare(int operation)
    {
        bool isNew = _names[operation] != Chain || !_isChainDeclared;
        _isChainDeclared |= _names[operation] == Chain;
        return isNew ? "var " + _names[operation] : Chain;
    }

    /// <summary>For each operation the last one that reads its output.</summary>
    private static int[] LastReaders(IReadOnlyList<GraphNode> nodes)
    {
        int[] last = new int[nodes.Count];
        for (int reader = 0; reader < last.Length; reader++)
        {
            foreach (int input in nodes[reader].Operation.Inputs.Where(input => input != Operation.ModelInput))
            {
                last[input] = reader;
            }
        }

        return last;
    }

    private static string Local(string operation, HashSet<string> taken)
    {
        string name = char.ToLowerInvariant(operation[0]) + operation.Substring(1);
        while (CSharpText.IsLocal(name) || !taken.Add(name))
        {
            name += "_";
        }

        return CSharpText.Identifier(name);
    }
}
