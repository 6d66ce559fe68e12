using System.CommandLine;

namespace CompactCnn.CommandLine;

/// <summary>Options that take one of a few names and are no setting of a run.</summary>
internal static class ChoiceOption
{
    /// <summary>The name of <see cref="Allocator"/>.</summary>
    public const string AllocatorName = "--allocator";

    /// <summary>The name of <see cref="WaitingThreads"/>.</summary>
    public const string WaitingThreadsName = "--waiting-threads";

    /// <summary>What becomes of freed memory.</summary>
    public static Option<Choice<Allocator>> Allocator() => OfEveryCommand(
        AllocatorName,
        "what the C library does with freed memory: fast keeps it, small gives it back, system leaves it alone (glibc only)",
        ("fast", CommandLine.Allocator.Fast),
        ("small", CommandLine.Allocator.Small),
        ("system", CommandLine.Allocator.System));

    /// <summary>What threads do between two pieces of work.</summary>
    public static Option<Choice<WaitingThreads>> WaitingThreads() => OfEveryCommand(
        WaitingThreadsName,
        "what libtorch's threads do between two pieces of work: sleep, which leaves the processors to other programs, or spin, which is faster where there are none (Linux only)",
        ("sleep", CommandLine.WaitingThreads.Sleep),
        ("spin", CommandLine.WaitingThreads.Spin));

    /// <summary>An option of these choices; the first is the default.</summary>
    public static Option<Choice<T>> Of<T>(string name, string description, params (string Name, T Value)[] choices)
        where T : notnull => ValueOption.Named(name, description, Choices.Of(choices), choices[0].Value);

    /// <summary>An option that may stand behind any command.</summary>
    private static Option<Choice<T>> OfEveryCommand<T>(string name, string description, params (string Name, T Value)[] choices)
        where T : notnull
    {
        Option<Choice<T>> option = Of(name, description, choices);
        option.Recursive = true;
        return option;
    }
}
