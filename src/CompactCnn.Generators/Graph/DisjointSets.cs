namespace CompactCnn.Generators.Graph;

/// <summary>Sets of the numbers from 0 that can be united (union-find with path halving).</summary>
/// <param name="count">How many numbers.</param>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The number that stands for the set of another: the smallest of it.</summary>
    public int Root(int element)
    {
        while (_parents[element] != element)
        {
            _parents[element] = _parents[_parents[element]];
            element = _parents[element];
        }

        return element;
    }

    /// <summary>Unites the sets of two numbers.</summary>
    public void Unite(int left, int right)
    {
        int leftRoot = Root(left);
        int rightRoot = Root(right);
        _parents[Math.Max(leftRoot, rightRoot)] = Math.Min(leftRoot, rightRoot);
    }
}
