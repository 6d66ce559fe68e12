using System.Globalization;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A declared model as a value: what it is called, what it costs, and how it is created, loaded and trained, for code that works
/// with any model. The generator lists those of a project in <c>CompactModels.All</c>.
/// </summary>
public abstract class DeclaredModel
{
    private readonly string? _summary;

    private protected DeclaredModel(string name, string? summary)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        _summary = summary;
    }

    /// <summary>Its name on the command line, as <c>small-vgg</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in a line; where nobody said so, what it costs.</summary>
    public string Summary => _summary ?? string.Create(
        CultureInfo.InvariantCulture, $"{Graph.Input} to {Graph.Classes} classes, {Cost.Parameters:N0} parameters, {Cost.Macs:N0} MACs for one image");

    /// <summary>Operations, channel groups and layouts.</summary>
    public abstract ModelGraph Graph { get; }

    /// <summary>Parameters and multiply-accumulates of the full network, layer by layer.</summary>
    public abstract CostTable Cost { get; }

    /// <summary>Exact parameters and multiply-accumulates where the groups have these widths; no tensor is touched.</summary>
    /// <param name="widths">Channels of each group.</param>
    /// <returns>The table, layer by layer.</returns>
    /// <exception cref="ArgumentException">The widths do not fit; the message names the group.</exception>
    public abstract CostTable CostOf(IReadOnlyList<int> widths);

    /// <summary>Creates the model with fresh parameters.</summary>
    /// <param name="device">Where its parameters live; absent: the CPU.</param>
    /// <param name="seed">Seed of the initial values; absent: another at every call.</param>
    /// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
    /// <returns>The model, a <see cref="GatedModel{TCompact}"/>.</returns>
    public abstract Network Create(Device? device = null, long? seed = null, int? classes = null);

    /// <summary>Reads the model of a file.</summary>
    /// <param name="path">A file that <see cref="GatedModel{TCompact}.Save"/> wrote.</param>
    /// <param name="device">Where its parameters shall live; absent: the CPU.</param>
    /// <returns>The model, a <see cref="GatedModel{TCompact}"/>.</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, of another model, of another shape or precision.</exception>
    public abstract Network Load(string path, Device? device = null);

    /// <summary>
    /// Creates the model with the parameters of a safetensors file with PyTorch's names, for as many classes as the file's
    /// classifier has, where it is found.
    /// </summary>
    /// <param name="path">The file: in Python <c>save_file(model.state_dict(), path)</c>.</param>
    /// <param name="device">Where its parameters shall live; absent: the CPU.</param>
    /// <param name="options">What is done; absent: everything must fit, and known names are recognised.</param>
    /// <returns>The model, a <see cref="GatedModel{TCompact}"/>.</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, or does not fit; the message names what does not.</exception>
    public abstract Network LoadTorch(string path, Device? device = null, TorchOptions? options = null);

    /// <summary>Creates a compact network of these widths with fresh parameters.</summary>
    /// <param name="widths">Channels of each group; <see cref="ModelGraph.FullWidths"/> are those of the full network.</param>
    /// <param name="device">Where its parameters live; absent: the CPU.</param>
    /// <param name="seed">Seed of the initial values; absent: another at every call.</param>
    /// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">The widths do not fit; the message names the group.</exception>
    public abstract CompactNetwork CreateCompact(IReadOnlyList<int> widths, Device? device = null, long? seed = null, int? classes = null);

    /// <summary>Rebuilds a compact network from a file alone, in evaluation mode.</summary>
    /// <param name="path">A file that <see cref="CompactNetwork.Save"/> wrote.</param>
    /// <param name="device">Where its parameters shall live; absent: the CPU.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, of another model or of another shape.</exception>
    public abstract CompactNetwork LoadCompact(string path, Device? device = null);

    /// <summary>
    /// The measured recipe from initial values to a compact network, as <c>TrainCompact</c> of the model that
    /// <see cref="Create"/> makes with the seed of the options.
    /// </summary>
    /// <param name="data">The training images.</param>
    /// <param name="options">Settings; absent: the measured ones.</param>
    /// <param name="progress">Told after every step of every phase; may be null.</param>
    /// <param name="resumeFrom">What a run of the same model, data and options left, which goes on from there; null for a new run.</param>
    /// <param name="device">Where it is trained; absent: the CPU.</param>
    /// <param name="classes">Classes to distinguish; absent: as many as are declared.</param>
    /// <param name="cancellation">Ends the run between two steps, with a checkpoint where the options ask for any.</param>
    /// <returns>The compact network, and what it cost; dispose of it.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, the images have another shape, or the target leaves less than the minimum widths.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a saliency became NaN or infinite.</exception>
    /// <exception cref="CheckpointException">A checkpoint is of another run or damaged, or none can be written.</exception>
    /// <exception cref="CheckpointWriteException">A checkpoint could not be written; those before it are as they were.</exception>
    public abstract CompactTrainingResult TrainCompact(
        TrainingData data,
        CompactTrainingOptions? options = null,
        IProgress<CompactTrainingProgress>? progress = null,
        CompactTrainingCheckpoint? resumeFrom = null,
        Device? device = null,
        int? classes = null,
        CancellationToken cancellation = default);

    /// <summary>Does work that needs the types of the model and of its compact network.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="work">The work.</param>
    /// <returns>What came of it.</returns>
    public abstract TResult Do<TResult>(IModelWork<TResult> work);

    /// <summary>Name and summary.</summary>
    public override string ToString() => $"{Name}: {Summary}";
}

/// <summary>A declared model as a value, whose types are known.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TCompact">Its compact network.</typeparam>
/// <param name="name">Its name on the command line, as <c>small-vgg</c>.</param>
/// <param name="summary">What it is, in a line; absent: what it costs.</param>
public sealed class DeclaredModel<TModel, TCompact>(string name, string? summary = null) : DeclaredModel(name, summary)
    where TModel : GatedModel<TCompact>, IGatedModel<TModel>
    where TCompact : CompactNetwork<TCompact>, ICompactNetwork<TCompact>
{
    /// <inheritdoc/>
    public override ModelGraph Graph => TModel.Graph;

    /// <inheritdoc/>
    public override CostTable Cost => TModel.Cost;

    /// <inheritdoc/>
    public override CostTable CostOf(IReadOnlyList<int> widths) => TCompact.CostOf(widths);

    /// <inheritdoc/>
    public override TModel Create(Device? device = null, long? seed = null, int? classes = null) => TModel.Create(device, seed, classes);

    /// <inheritdoc/>
    public override TModel Load(string path, Device? device = null)
    {
        TModel model = Create(device, classes: NetworkFile.ClassesOf(path, Graph));
        try
        {
            model.Load(path);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override TModel LoadTorch(string path, Device? device = null, TorchOptions? options = null)
    {
        TModel model = Create(device, classes: TorchFile.ClassesOf(path, Graph, options?.Names));
        try
        {
            model.LoadTorch(path, options);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override TCompact CreateCompact(IReadOnlyList<int> widths, Device? device = null, long? seed = null, int? classes = null) =>
        CompactNetwork<TCompact>.Create(widths, device, seed, classes);

    /// <inheritdoc/>
    public override TCompact LoadCompact(string path, Device? device = null) => CompactNetwork<TCompact>.Load(path, device);

    /// <inheritdoc/>
    public override CompactTrainingResult<TCompact> TrainCompact(
        TrainingData data,
        CompactTrainingOptions? options = null,
        IProgress<CompactTrainingProgress>? progress = null,
        CompactTrainingCheckpoint? resumeFrom = null,
        Device? device = null,
        int? classes = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new CompactTrainingOptions();
        using TModel model = Create(device, options.Seed, classes);
        return model.TrainCompact(data, options, progress, resumeFrom, cancellation);
    }

    /// <summary>Slices the compact network of the channels to keep; it owns copies of its parameters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="keep">For each group the sorted indices of the channels to keep, at least one each.</param>
    /// <returns>The compact network.</returns>
    /// <exception cref="ArgumentException">The keep-list does not fit; the message names the group.</exception>
    public TCompact ToCompact(TModel model, int[][] keep)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Slice(keep);
    }

    /// <inheritdoc/>
    public override TResult Do<TResult>(IModelWork<TResult> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Do(this);
    }
}
