using System.ComponentModel;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>What gated models and compact networks have in common: their graph, their memory and their file format.</summary>
public abstract partial class Network : nn.Module<Tensor, Tensor>
{
    private const string UseSave = "Module.save would write a format that Load cannot read; use Save(path).";
    private const string UseLoad = "Module.load reads a format that Save does not write and may leave the network half-written; use Load(path).";

    private NetworkUsage? _usage;
    private TensorSlot? _multiplier;

    private protected Network(string name)
        : base(TorchLibrary.Before(name))
    {
    }

    /// <summary>Class names and normalisation, which go with the network's files; null until they are set.</summary>
    /// <exception cref="ArgumentException">They do not fit: another number of channels, or more classes than the network has.</exception>
    public NetworkUsage? Usage
    {
        get => _usage;
        set
        {
            if (value?.FaultFor(Structure) is { } fault)
            {
                throw new ArgumentException(fault, nameof(value));
            }

            _usage = value;
        }
    }

    /// <summary>
    /// What could not be checked of the file that the network was loaded from, a sentence each; empty where all was checked, and
    /// for a network that was not loaded.
    /// </summary>
    public IReadOnlyList<string> LoadWarnings { get; internal set; } = [];

    /// <summary>The device on which generated constructors create layers: it holds shapes, but no memory.</summary>
    protected static Device Unallocated => META;

    /// <summary>The model's graph.</summary>
    internal abstract ModelGraph Structure { get; }

    /// <summary>What the network's file says of it.</summary>
    internal abstract NetworkManifest Manifest { get; }

    /// <summary>Gives every parameter and buffer memory and its initial value.</summary>
    /// <param name="device">Where they live; absent: the CPU.</param>
    /// <param name="seed">Seed of the initial values; absent: another at every call.</param>
    protected void Initialize(Device? device, long? seed)
    {
        NetworkTensors.Allocate(this, device ?? CPU, ScalarType.Float32);
        ParameterInitialization.Draw(this, seed ?? Random.Shared.NextInt64());
    }

    /// <summary>Refuses an input that is no batch of the model's images.</summary>
    /// <param name="input">[batch, channels, height, width], of the network's type and on its device.</param>
    /// <exception cref="ArgumentException">The type, the shape or the device is another.</exception>
    /// <exception cref="InvalidOperationException">This processor would compute it wrongly (<see cref="ProcessorCaches"/>).</exception>
    protected void CheckInput(Tensor input)
    {
        InputCheck.Images(Structure, input, Multiplier, nameof(input));
        PrepareLibrary(input);
    }

    /// <summary>Puts libtorch right before it computes, or refuses where it would compute wrongly.</summary>
    internal static void PrepareLibrary(Tensor input)
    {
        ProcessorCaches.Require(input.device_type);
        NnPack.SwitchOff();
    }

    /// <summary>Refuses a batch that the network cannot be trained on.</summary>
    internal void CheckBatch(TrainingBatch batch, LossFunction? loss)
    {
        ArgumentNullException.ThrowIfNull(batch);
        InputCheck.Images(Structure, batch.Images, Multiplier, nameof(batch));
        if (loss is null)
        {
            InputCheck.Labels(batch, nameof(batch));
        }
    }

    /// <summary>A parameter that images are multiplied by: of the type and on the device that they must have.</summary>
    private Tensor Multiplier => (_multiplier ??= NetworkTensors.Slots(this).First(slot => slot.Layer is not NormBase)).Read();

    /// <summary>Where the parameters live.</summary>
    internal Device Device => NetworkTensors.Slots(this).First().Read().device;

    /// <summary>Refuses images that the network cannot take, or labels that are not its classes.</summary>
    private protected void CheckClasses(TrainingData data)
    {
        CheckImages(data);
        RequireClasses(Structure, nameof(data));
        using var scope = NewDisposeScope();
        long highest = data.Labels.max().item<long>();
        long lowest = data.Labels.min().item<long>();
        if (lowest < 0 || highest >= Structure.Classes)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{Structure.Name}' has classes 0 to {Structure.Classes - 1}, but the data has labels {lowest} to {highest}; change the classifier's width or the labels"), nameof(data));
        }

        if (Usage is { } usage && data.ClassNames is { } names && !ClassOrder.IsSame(names, usage.ClassNames))
        {
            throw new ArgumentException($"'{Structure.Name}' has the classes {ClassOrder.List(usage.ClassNames)}, but the data has {ClassOrder.List(names)}; give data.WithClasses(network.Usage.ClassNames), or set Usage to null to train it for other classes", nameof(data));
        }

        if (data.Validation is { } validation)
        {
            CheckClasses(validation);
        }
    }

    /// <summary>Refuses a network whose single output the cross-entropy takes for a class that is always right.</summary>
    internal static void RequireClasses(ModelGraph graph, string argument)
    {
        if (graph.Classes == 1)
        {
            throw new ArgumentException($"'{graph.Name}' has one output, for which the cross-entropy of classes is 0 and every answer right; give its classifier 2 outputs, or train by BeginTraining and Step with a loss of your own", argument);
        }
    }

    /// <summary>Refuses images that the network cannot take, or from which nothing can be learned.</summary>
    private protected void CheckImages(TrainingData data)
    {
        if (data.ImageShape != Structure.Input)
        {
            throw new ArgumentException($"'{Structure.Name}' expects images of {Structure.Input}, but the data has {data.ImageShape}; use another model or other data", nameof(data));
        }

        if (data.FirstImageNotFinite is { } fault)
        {
            throw new ArgumentException(FormattableString.Invariant($"image {fault} of the data, of label {data.Labels[fault].item<long>()}, holds NaN or infinity; take it out or repair it"), nameof(data));
        }
    }

    /// <summary>Dropout draws from the process-wide generator: runs of one seed must find it in one state.</summary>
    private protected void SeedDropout(long seed)
    {
        if (Structure.Operations.Any(operation => operation is DropoutOperation))
        {
            random.manual_seed(SeededRandom.Derive(seed, 13));
        }
    }

    /// <summary>Not for CompactCnn networks: use <c>Save(path)</c>.</summary>
    /// <param name="location">Unused.</param>
    /// <param name="skip">Unused.</param>
    [Obsolete(UseSave, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new nn.Module save(string location, IList<string>? skip = null) => throw new NotSupportedException(UseSave);

    /// <inheritdoc cref="save(string, IList{string})"/>
    [Obsolete(UseSave, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new nn.Module save(BinaryWriter writer, IList<string>? skip = null) => throw new NotSupportedException(UseSave);

    /// <inheritdoc cref="save(string, IList{string})"/>
    [Obsolete(UseSave, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new nn.Module save(Stream stream, IList<string>? skip = null) => throw new NotSupportedException(UseSave);

    /// <summary>Not for CompactCnn networks: use <c>Load(path)</c>.</summary>
    /// <param name="location">Unused.</param>
    /// <param name="strict">Unused.</param>
    /// <param name="skip">Unused.</param>
    /// <param name="loadedParameters">Unused.</param>
    [Obsolete(UseLoad, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new nn.Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) => throw new NotSupportedException(UseLoad);

    /// <inheritdoc cref="load(string, bool, IList{string}, Dictionary{string, bool})"/>
    [Obsolete(UseLoad, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new nn.Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) => throw new NotSupportedException(UseLoad);

    /// <inheritdoc cref="load(string, bool, IList{string}, Dictionary{string, bool})"/>
    [Obsolete(UseLoad, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public new nn.Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) => throw new NotSupportedException(UseLoad);
}
