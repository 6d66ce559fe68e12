using System.Globalization;
using System.Runtime.InteropServices;

namespace CompactCnn.CommandLine;

/// <summary>
/// Ctrl-C, the request to terminate, and the end of the terminal: the work is cancelled between two steps. Where that takes longer than people
/// wait, the process ends there and then; they wait longer where the work will be kept. It also does if they ask twice.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private const int HangupSignal = 1;
    private const int InterruptSignal = 2;
    private const nint DefaultAction = 0;
    private const nint IgnoringAction = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceForWork = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Timer _lastResort;
    private bool _asked;
    private bool _finishing;
    private bool _keepsWork;
    private bool _remarked;

    public Interruption()
    {
        AcceptInterrupts();
        _lastResort = new Timer(_ => OutOfPatience());
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive));
        // Who starts a command by nohup wants it to outlive the terminal.
        if (!IsIgnored(HangupSignal))
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Receive));
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

    /// <summary>
    /// The work from here on ends with a checkpoint when it is cancelled: it is worth the time that the step under way and
    /// the writing take.
    /// </summary>
    public void KeepWork()
    {
        lock (_lock)
        {
            _keepsWork = true;
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
        if (OperatingSystem.IsLinux() && IsIgnored(InterruptSignal))
            _ = SetSignalAction(InterruptSignal, DefaultAction);
    }

    /// <summary>Whether whoever started the program had a signal ignored.</summary>
    private static bool IsIgnored(int signal)
    {
        if (OperatingSystem.IsWindows())
            return false;

        if (!OperatingSystem.IsLinux())
        {
            // There is no asking without setting; .NET handles no hang-up of its own that this could disturb.
            nint before = SetSignalAction(signal, DefaultAction);
            _ = SetSignalAction(signal, before);
            return before == IgnoringAction;
        }

        string ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        ulong mask = ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask & (1UL << (signal - 1))) != 0;
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

    private void OutOfPatience()
    {
        lock (_lock)
        {
            if (!_keepsWork || _remarked)
                Leave();

            _remarked = true;
            _lastResort.Change(PatienceForWork - Patience, Timeout.InfiniteTimeSpan);
        }

        CommandOutput.WriteRemark(FormattableString.Invariant($"the step under way ends first, then a checkpoint is written; after {PatienceForWork.TotalSeconds} seconds, or if you ask again, the program ends without it, and earlier ones stay"));
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
