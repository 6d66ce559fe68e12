using System.Runtime.InteropServices;
using TorchSharp;

namespace CompactCnn;

/// <summary>
/// NNPACK, which libtorch asks for convolutions of few images before it computes them by other means. On a virtual machine that
/// hides the processor's caches NNPACK does not begin, and each convolution of each answer prints "Could not initialize
/// NNPACK" to standard error, whatever the level of logs (github.com/Maratyszcza/NNPACK/issues/208). TorchSharp does not have
/// the setting that stops it, <c>at::Context::setUserEnabledNNPACK</c>; the library exports it.
/// </summary>
/// <remarks>It can go when TorchSharp offers <c>torch.backends.nnpack</c>, or libtorch falls silent.</remarks>
internal static class NnPack
{
    private const string Library = "libtorch_cpu.so";
    private const string GlobalContext = "_ZN2at13globalContextEv";
    private const string SetEnabled = "_ZN2at7Context20setUserEnabledNNPACKEb";
    private const string Enabled = "_ZNK2at7Context17userEnabledNNPACKEv";

    private static readonly Lazy<bool> _off = new(() =>
    {
        if (Find() is not { } library || !NativeLibrary.TryGetExport(library, SetEnabled, out nint set))
            return false;

        Marshal.GetDelegateForFunctionPointer<Setter>(set)(Context(library), 0);
        return IsEnabled == false;
    });

    /// <summary>Whether libtorch would ask it; null where that cannot be known.</summary>
    public static bool? IsEnabled =>
        Find() is { } library && NativeLibrary.TryGetExport(library, Enabled, out nint get)
            ? Marshal.GetDelegateForFunctionPointer<Getter>(get)(Context(library)) != 0
            : null;

    /// <summary>Has libtorch never ask it. Does nothing when called again.</summary>
    /// <returns>False where the library is another, and NNPACK stays as it is.</returns>
    public static bool SwitchOff() => _off.Value;

    private static nint? Find()
    {
        if (!OperatingSystem.IsLinux())
            return null;

        // Asked for its version, libtorch is loaded.
        _ = torch.__version__;
        return LoadedLibrary.Find(Library) is { } loaded && NativeLibrary.TryLoad(loaded.Path, out nint library) && NativeLibrary.TryGetExport(library, GlobalContext, out _) ? library : null;
    }

    private static nint Context(nint library) => Marshal.GetDelegateForFunctionPointer<ContextOf>(NativeLibrary.GetExport(library, GlobalContext))();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint ContextOf();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Setter(nint context, byte enabled);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate byte Getter(nint context);
}
