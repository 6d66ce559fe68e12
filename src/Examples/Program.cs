using CompactCnn.CommandLine;

namespace CompactCnn.Examples;

/// <summary>
/// The entry point. Work runs on this thread and no other: glibc gives the process's first thread the allocator's main
/// arena, the only one that can grow freely.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var interruption = new Interruption();
        return CommandRunner.Run(arguments, new ProgramContext(Zoo.Catalog, new DatasetList([]), interruption));
    }
}
