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
    private readonly Dictionary<(long Label, long Answer), int> _wrong = [];

    /// <summary>All that are right.</summary>
    public long Right => _right.Sum(count => (long)count);

    /// <summary>Counts a batch.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">int64 [batch].</param>
    public void Add(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        long[] answers = logits.argmax(1).cpu().data<long>().ToArray();
        foreach ((int image, long label) in labels.cpu().data<long>().Index())
        {
            _seen[label]++;
            if (answers[image] == label)
            {
                _right[label]++;
            }
            else
            {
                _wrong[(label, answers[image])] = _wrong.GetValueOrDefault((label, answers[image])) + 1;
            }
        }
    }

    /// <summary>The classes of which there were images.</summary>
    /// <param name="names">The name of each label; null where they have none.</param>
    public ImmutableArray<ClassAccuracy> ByClass(IReadOnlyList<string>? names) =>
    [
        .. Enumerable.Range(0, _seen.Length).Where(label => _seen[label] > 0)
            .Select(label => new ClassAccuracy(NameOf(label, names), _seen[label], _right[label])),
    ];

    /// <summary>Which classes were taken for which others, in the order of the labels.</summary>
    /// <inheritdoc cref="ByClass" path="/param"/>
    public ImmutableArray<ClassConfusion> Confusions(IReadOnlyList<string>? names) =>
        [.. _wrong.OrderBy(pair => pair.Key).Select(pair => new ClassConfusion(NameOf(pair.Key.Label, names), NameOf(pair.Key.Answer, names), pair.Value))];

    private static string NameOf(long label, IReadOnlyList<string>? names) =>
        label < names?.Count ? names[(int)label] : label.ToString(CultureInfo.InvariantCulture);
}
