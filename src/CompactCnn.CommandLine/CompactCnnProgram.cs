using System.Globalization;
using CompactCnn.CommandLine;

namespace CompactCnn;

/// <summary>
/// A command-line program around declared models: train, compare, report, evaluate, predict, export and more, for each of
/// them. The whole of a program is <c>return CompactCnnProgram.Run(args, CompactModels.All);</c>.
/// </summary>
/// <remarks>
/// <para>
/// Exit status: 0; 1 when the work failed; 2 for bad arguments or input, with one line on standard error; 130 after Ctrl-C.
/// </para>
/// <para>
/// Call it first, on the thread that the process begins with: it sets the allocator and the threads before libtorch loads, and
/// glibc gives that thread the arena that can grow freely. While it runs, numbers are written in the invariant culture.
/// </para>
/// </remarks>
public sealed class CompactCnnProgram
{
    private readonly IReadOnlyList<DeclaredModel> _models;
    private readonly IReadOnlyList<OwnDataset> _datasets;

    /// <summary>Makes a program around models; nothing is read or loaded yet.</summary>
    /// <param name="models">The models, as <c>CompactModels.All</c> lists them; those of several projects may be concatenated.</param>
    /// <exception cref="ArgumentNullException"><paramref name="models"/> is null.</exception>
    public CompactCnnProgram(IEnumerable<DeclaredModel> models)
        : this([.. models ?? throw new ArgumentNullException(nameof(models))], [])
    {
    }

    private CompactCnnProgram(IReadOnlyList<DeclaredModel> models, IReadOnlyList<OwnDataset> datasets)
    {
        _models = models;
        _datasets = datasets;
    }

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="arguments">The program's arguments, without its name.</param>
    /// <param name="models">The models, as <c>CompactModels.All</c> lists them; those of several projects may be concatenated.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static int Run(string[] arguments, IEnumerable<DeclaredModel> models) => new CompactCnnProgram(models).Run(arguments);

    /// <summary>The same program with a data set of its own beside those of the library: <c>--dataset</c> takes its name.</summary>
    /// <param name="name">Its name on the command line.</param>
    /// <param name="summary">What it is, in a line.</param>
    /// <param name="load">Loads it; the command owns what it returns.</param>
    /// <returns>Another program; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">The name is empty, or another data set has it.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public CompactCnnProgram WithDataset(string name, string summary, Func<DatasetRequest, Dataset> load)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(load);
        string lower = name.ToLowerInvariant();
        if (new DatasetList(_datasets).Names.Contains(lower))
            throw new ArgumentException($"there is a data set '{lower}' already; give yours another name", nameof(name));

        return new CompactCnnProgram(_models, [.. _datasets, new OwnDataset(new DatasetEntry(lower, summary), load)]);
    }

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="arguments">The program's arguments, without its name.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public int Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (CultureInfo culture, CultureInfo? elsewhere) = (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            using var interruption = new Interruption();
            return CommandRunner.Run(arguments, () => new ProgramContext(new ModelCatalog(_models), new DatasetList(_datasets), interruption));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = elsewhere;
        }
    }
}
