using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>The rules for references to other layers: 0110, 0111 and 0112.</summary>
/// <param name="layers">The layers of a model or of a block.</param>
/// <param name="names">Their names.</param>
internal sealed class ReferenceRules(EquatableArray<LayerDeclaration> layers, EquatableArray<string> names)
{
    private readonly Dictionary<string, int> _layerOfName = LayersByName(layers, names);

    /// <summary>Checks what one layer refers to.</summary>
    /// <returns>True if nothing was added.</returns>
    public bool Check(int layer, ICollection<Issue> issues)
    {
        int before = issues.Count;
        foreach (string reference in ReferencesOf(layer).Distinct().Where(reference => reference != ReservedNames.Input))
        {
            if (!_layerOfName.TryGetValue(reference, out int target))
            {
                Refuse(Rule.UnknownReference, reference);
            }
            else if (target == layer)
            {
                Refuse(Rule.Cycle, "itself");
            }
            else if (target > layer)
            {
                bool isCycle = Reads(target, layer);
                Refuse(isCycle ? Rule.Cycle : Rule.ForwardReference, isCycle ? $"'{reference}', which reads '{names[layer]}' in turn" : reference);
            }
        }

        return issues.Count == before;

        void Refuse(Rule rule, string reference) => issues.Add(new Issue(rule, IssueSite.Layer(layer), [names[layer], reference]));
    }

    /// <summary>The layers, but for the last one, whose output nothing reads.</summary>
    public IEnumerable<int> Unread()
    {
        var read = new HashSet<int> { layers.Count - 1 };
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].From is null)
            {
                read.Add(i - 1);
            }

            read.UnionWith(ReferencesOf(i).Where(_layerOfName.ContainsKey).Select(reference => _layerOfName[reference]));
        }

        return Enumerable.Range(0, layers.Count).Where(layer => !read.Contains(layer));
    }

    /// <summary>The first layer of each name.</summary>
    private static Dictionary<string, int> LayersByName(EquatableArray<LayerDeclaration> layers, EquatableArray<string> names)
    {
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < layers.Count; i++)
        {
            foreach (string name in LayerNames.ReferencesTo(layers[i], names[i]).Where(name => !byName.ContainsKey(name)))
            {
                byName.Add(name, i);
            }
        }

        return byName;
    }

    private IEnumerable<string> ReferencesOf(int layer)
    {
        LayerDeclaration declared = layers[layer];
        IEnumerable<string> others = declared is JoiningDeclaration joining ? joining.Others : [];
        return declared.From is null ? others : others.Prepend(declared.From);
    }

    /// <summary>Whether a layer reads another one, directly or through others.</summary>
    private bool Reads(int reader, int layer)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([reader]);
        while (pending.Count > 0)
        {
            int next = pending.Pop();
            if (next == layer)
            {
                return true;
            }

            if (next < 0 || !seen.Add(next))
            {
                continue;
            }

            if (layers[next].From is null)
            {
                pending.Push(next - 1);
            }

            foreach (string reference in ReferencesOf(next))
            {
                if (_layerOfName.TryGetValue(reference, out int target))
                {
                    pending.Push(target);
                }
            }
        }

        return false;
    }
}
