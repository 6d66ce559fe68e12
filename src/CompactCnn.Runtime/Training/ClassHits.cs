using System.Collections.Immutable;
using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>Images of each class, and those of them whose largest logit is that of their label.</summary>
/// <param name="classes">Classes that the network tells apart.</param>
internal sealed class ClassHits(int classes)
{
    private readonly int[] _seen = new int[classes];
    private readonly int[] _right = new int[classes];

    /// <summary>All that are right.</summary>
    public long Right => _right.Sum(count => (long)count);

    /// <summary>Counts a batch.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">int64 [batch].</param>
    public void Add(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        bool[] hits = logits.argmax(1).eq(labels).cpu().data<bool>().ToArray();
        foreach ((int image, long label) in labels.cpu().data<long>().Index())
        {
            _seen[label]++;
            _right[label] += hits[image] ? 1 : 0;
        }
    }

    /// <summary>The classes of which there were images.</summary>
    /// <param name="names">The name of each label; null where they have none.</param>
    public ImmutableArray<ClassAccuracy> ByClass(IReadOnlyList<string>? names) =>
    [
        .. Enumerable.Range(0, _seen.Length).Where(label => _seen[label] > 0)
            .Select(label => new ClassAccuracy(label < names?.Count ? names[label] : label.ToString(CultureInfo.InvariantCulture), _seen[label], _right[label])),
    ];
}
