using System.Collections.Immutable;

namespace CompactCnn;

/// <summary>Operations that read one another by index.</summary>
internal static class OperationList
{
    /// <summary>Leaves operations out; who read one of them reads its input instead.</summary>
    /// <param name="operations">The operations in execution order.</param>
    /// <param name="leaveOut">Which; each has one input.</param>
    public static ImmutableArray<Operation> Without(ImmutableArray<Operation> operations, Predicate<Operation> leaveOut)
    {
        var kept = ImmutableArray.CreateBuilder<Operation>(operations.Length);
        int[] places = new int[operations.Length];
        for (int i = 0; i < operations.Length; i++)
        {
            ImmutableArray<int> inputs = [.. operations[i].Inputs.Select(input => input == Operation.ModelInput ? input : places[input])];
            if (leaveOut(operations[i]))
            {
                places[i] = inputs[0];
                continue;
            }

            places[i] = kept.Count;
            kept.Add(operations[i] with { Inputs = inputs });
        }

        return kept.ToImmutable();
    }

    /// <summary>How often each operation's output is read; the last one's once more, by the caller.</summary>
    public static int[] Readers(ImmutableArray<Operation> operations)
    {
        int[] readers = new int[operations.Length];
        readers[^1] = 1;
        foreach (int input in operations.SelectMany(operation => operation.Inputs).Where(input => input != Operation.ModelInput))
        {
            readers[input]++;
        }

        return readers;
    }
}
