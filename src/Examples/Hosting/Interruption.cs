using System.Globalization;
using System.Runtime.InteropServices;

namespace CompactCnn.Examples;

/// <summary>
/// Ctrl-C, and the request to terminate: the work is cancelled between two steps, and where a step takes longer than
/// people wait, or they ask twice, the process ends there and then.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private const int InterruptSignal = 2;
    private const nint DefaultAction = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Timer _lastResort;
    private bool _asked;
    private bool _finishing;

    public Interruption()
    {
        AcceptInterrupts();
        _lastResort = new Timer(_ => Leave());
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive));
    }

    /// <summary>Cancelled when the user asks to end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>
    /// The work is done and only its files remain to be written: from here on the program is not interrupted, so that
    /// nothing is left half-written.
    /// </summary>
    /// <exception cref="OperationCanceledException">The user asked to end before.</exception>
    public void Finish()
    {
        lock (_lock)
        {
            if (_asked)
                throw new OperationCanceledException(_source.Token);

            _finishing = true;
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();

        _lastResort.Dispose();
        _source.Dispose();
    }

    /// <summary>
    /// A shell script starts commands in the background with SIGINT ignored, and .NET leaves it at that; but who sends
    /// it means it.
    /// </summary>
    private static void AcceptInterrupts()
    {
        if (!OperatingSystem.IsLinux())
            return;

        string ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        ulong mask = ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if ((mask & (1UL << (InterruptSignal - 1))) != 0)
            _ = SetSignalAction(InterruptSignal, DefaultAction);
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_finishing)
                return;

            if (_asked)
                Leave();

            _asked = true;
            _lastResort.Change(Patience, Timeout.InfiniteTimeSpan);
        }

        _source.Cancel();
    }

    /// <summary>Native code is at work on another thread: its clean-up must not run under it.</summary>
    private static void Leave()
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(ExitStatus.Interrupted);
        else
            ExitNow(ExitStatus.Interrupted);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignalAction(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int status);
}
