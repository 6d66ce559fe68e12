using System.Runtime.InteropServices;

namespace CompactCnn;

/// <summary>
/// oneDNN's description of the processor (an Xbyak::util::Cpu) in the loaded libtorch. It has no setting for the caches,
/// so their sizes are written where it keeps them; the place is recognised by what it holds when they are hidden.
/// </summary>
internal static class OneDnnProcessor
{
    private const string Library = "libtorch_cpu.so";

    /// <summary>dnnl::impl::cpu::x64::cpu(), which returns the description.</summary>
    private const string Accessor = "_ZN4dnnl4impl3cpu3x643cpuEv";

    // Words of the description: room for ten caches' sizes, for as many counts of cores that share them, and how many caches there are.
    private const int Room = 10;
    private const int Caches = 3;
    private const int SearchedWords = 64;

    private static readonly int[] Hidden = [.. OneByteEach(), .. OneByteEach(), Caches];

    /// <summary>Writes the sizes.</summary>
    /// <param name="sizes">Bytes of one core's part of each of the three caches.</param>
    /// <returns>False if there is no such description, or it does not look as where the caches are hidden.</returns>
    public static bool Write(int[] sizes)
    {
        if (sizes.Length != Caches || sizes.Any(size => size <= 0))
            return false;

        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return false;

        if (LoadedLibrary.Find(Library) is not { } library || library.AddressOf(Accessor) is not { } accessor)
            return false;

        nint description = Marshal.GetDelegateForFunctionPointer<Describe>(accessor)();
        int[] words = new int[SearchedWords];
        Marshal.Copy(description, words, 0, words.Length);
        int place = words.AsSpan().IndexOf(Hidden);
        if (place < 0)
            return false;

        Marshal.Copy(sizes, 0, description + place * sizeof(int), sizes.Length);
        return true;
    }

    private static IEnumerable<int> OneByteEach() => Enumerable.Range(0, Room).Select(index => index < Caches ? 1 : 0);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Describe();
}
