using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CompactCnn.Generators.Declaration;

/// <summary>
/// An array that is equal to another one of equal elements, so that records which hold it can be compared by the
/// incremental pipeline.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal readonly struct EquatableArray<T>(ImmutableArray<T> items) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly ImmutableArray<T> _items = items;

    /// <summary>No elements.</summary>
    public static EquatableArray<T> Empty { get; } = new([]);

    private ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    /// <summary>Number of elements.</summary>
    public int Count => Items.Length;

    /// <summary>The element at an index.</summary>
    public T this[int index] => Items[index];

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in Items)
        {
            hash = unchecked((hash * 31) + item.GetHashCode());
        }

        return hash;
    }

    /// <summary>Enumerates without allocating.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();
}

/// <summary>Creates <see cref="EquatableArray{T}"/>s; collection expressions use it.</summary>
internal static class EquatableArray
{
    /// <summary>An array of these elements.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(ImmutableArray.Create(items.ToArray()));

    /// <summary>An array of these elements.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T> => new(items.ToImmutableArray());
}
