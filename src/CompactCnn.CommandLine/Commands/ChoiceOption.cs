using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>One of a few values, and what is typed for it.</summary>
internal readonly record struct Choice<T>(string Name, T Value)
{
    public override string ToString() => Name;
}

/// <summary>Options that take one of a few names.</summary>
internal static class ChoiceOption
{
    /// <summary>The name of <see cref="Allocator"/>.</summary>
    public const string AllocatorName = "--allocator";

    /// <summary>The name of <see cref="WaitingThreads"/>.</summary>
    public const string WaitingThreadsName = "--waiting-threads";

    private static readonly (string Name, Precision Value)[] Precisions =
        [("float32", CompactCnn.Precision.Float32), ("bf16", CompactCnn.Precision.BFloat16)];

    private static readonly (string Name, MemoryLayout Value)[] MemoryLayouts =
        [("contiguous", CompactCnn.MemoryLayout.Contiguous), ("channels-last", CompactCnn.MemoryLayout.ChannelsLast)];

    private static readonly (string Name, Allocator Value)[] Allocators =
        [("fast", CommandLine.Allocator.Fast), ("small", CommandLine.Allocator.Small), ("system", CommandLine.Allocator.System)];

    private static readonly (string Name, WaitingThreads Value)[] Waitings =
        [("sleep", CommandLine.WaitingThreads.Sleep), ("spin", CommandLine.WaitingThreads.Spin)];

    /// <summary>What <see cref="Precision()"/> calls a precision.</summary>
    public static string NameOf(Precision precision) => Precisions.Single(choice => choice.Value == precision).Name;

    /// <summary>What <see cref="MemoryLayout()"/> calls a memory layout.</summary>
    public static string NameOf(MemoryLayout layout) => MemoryLayouts.Single(choice => choice.Value == layout).Name;

    /// <summary>The precision of training steps.</summary>
    public static Option<Choice<Precision>> Precision() => Of(
        "--precision",
        "the numbers that training steps compute in: float32, or bf16, which is faster on processors that multiply it",
        Precisions);

    /// <summary>The memory layout of training steps.</summary>
    public static Option<Choice<MemoryLayout>> MemoryLayout() => Of(
        "--memory-layout",
        "how feature maps lie in memory during training: contiguous, or channels-last, which is faster on most processors",
        MemoryLayouts);

    /// <summary>What becomes of freed memory.</summary>
    public static Option<Choice<Allocator>> Allocator() => OfEveryCommand(
        AllocatorName,
        "what the C library does with freed memory: fast keeps it, small gives it back, system leaves it alone (glibc only)",
        Allocators);

    /// <summary>What threads do between two pieces of work.</summary>
    public static Option<Choice<WaitingThreads>> WaitingThreads() => OfEveryCommand(
        WaitingThreadsName,
        "what libtorch's threads do between two pieces of work: sleep, which leaves the processors to other programs, or spin, which is faster where there are none (Linux only)",
        Waitings);

    /// <summary>What values the channels.</summary>
    public static Option<Choice<SelectorOptions>> Selector() => Of(
        "--selector",
        "what chooses the active channels, by what was seen of their saliency",
        [.. SelectorNames.All]);

    /// <summary>An option of these choices; the first is the default.</summary>
    public static Option<Choice<T>> Of<T>(string name, string description, params (string Name, T Value)[] choices)
    {
        string[] names = [.. choices.Select(choice => choice.Name)];
        var option = new Option<Choice<T>>(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            DefaultValueFactory = _ => new Choice<T>(names[0], choices[0].Value),
            CustomParser = argument =>
            {
                string given = argument.Tokens[0].Value;
                int index = Array.IndexOf(names, given);
                if (index < 0)
                    argument.AddError($"{name} must be {Listed(names)}, but is '{given}'");

                return index < 0 ? default : new Choice<T>(given, choices[index].Value);
            },
        };
        option.CompletionSources.Add(names);
        return option;
    }

    /// <summary>An option that may stand behind any command.</summary>
    private static Option<Choice<T>> OfEveryCommand<T>(string name, string description, (string Name, T Value)[] choices)
    {
        Option<Choice<T>> option = Of(name, description, choices);
        option.Recursive = true;
        return option;
    }

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} or {names[^1]}";
}
