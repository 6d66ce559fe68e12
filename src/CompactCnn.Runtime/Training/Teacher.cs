using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A trained network that another one learns from: the loss asks for its answers, softened, beside the labels (Hinton, Vinyals
/// and Dean, Distilling the Knowledge in a Neural Network, 2015, arXiv 1503.02531). Both see the same varied images (Beyer
/// and others, Knowledge distillation: A good teacher is patient and consistent, 2022, arXiv 2106.05237). A wide network that
/// teaches the compact one which it shrinks to is worth most where more steps are worth nothing any more: in long runs, on
/// little data.
/// </summary>
/// <remarks>
/// Each step costs one forward pass of the teacher more, which counts among its training MACs. Give the same teacher to
/// <see cref="LoopOptions.Teacher"/> of the training and of the fine-tuning.
/// </remarks>
public sealed class Teacher : IRecorded, IDisposable
{
    private readonly FusedNetwork _network;
    private readonly ModelGraph _graph;
    private readonly StepFormat _format;
    private readonly Device _device;

    /// <summary>Takes a network as it is now, its norms folded; what becomes of it later changes nothing here.</summary>
    /// <param name="network">The network, trained; for a model that is trained wide, its <c>ToCompact</c> with all channels.</param>
    /// <param name="memoryLayout">How its feature maps lie in memory.</param>
    /// <param name="precision">In which numbers it answers.</param>
    /// <exception cref="ArgumentException">The network's device cannot compute in this precision.</exception>
    public Teacher(CompactNetwork network, MemoryLayout memoryLayout = MemoryLayout.Contiguous, Precision precision = Precision.Float32)
    {
        ArgumentNullException.ThrowIfNull(network);
        _format = new StepFormat(memoryLayout, precision);
        _format.Check(network.Structure.Name, NetworkTensors.Slots(network).First().Read());
        _network = new FusedNetwork(network, precision == Precision.BFloat16 ? ScalarType.BFloat16 : null);
        _graph = network.Structure;
        _device = network.Device;
        Macs = network.CostTable.Macs;
        Fingerprint = TensorChecksum.Of(NetworkTensors.Slots(network).Select(slot => slot.Read()));
    }

    /// <summary>How much of the loss is the teacher's, 0 to 1; the rest is that of the labels. Default 0.7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double Weight
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Weight), value, "the weight of a teacher must be 0 to 1");
    } = 0.7;

    /// <summary>What logits are divided by before the two networks' answers are compared, above 0. Default 3: soft answers tell how alike classes are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, or not finite.</exception>
    public double Temperature
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Temperature), value, "the temperature of a teacher must be above 0");
    } = 3;

    /// <summary>Multiply-accumulates of an answer for one image.</summary>
    public long Macs { get; }

    /// <summary>Bytes that it takes in a training step: its tensors, the images in its format, and the feature maps of its answers, where they are most.</summary>
    /// <param name="batchSize">Images in a step, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public long Memory(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return _network.Memory(batchSize);
    }

    /// <summary>SHA-256 of its parameters and statistics: a checkpoint resumes with the same teacher only.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// The loss of a batch with this teacher: <c>(1 - w) L(z, y) + w T^2 KL(softmax(t / T), softmax(z / T))</c>, for logits z of the
    /// network, t of the teacher, labels y, the weight w and the temperature T; the mean over the batch.
    /// </summary>
    /// <param name="images">The batch's images [batch, channels, height, width], as the network sees them.</param>
    /// <param name="labels">The loss L of logits and labels.</param>
    /// <returns>The loss; it is of this batch and no other.</returns>
    public LossFunction Loss(Tensor images, LossFunction labels)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        return (logits, truth) =>
        {
            using var scope = NewDisposeScope();
            Tensor soft = Divergence(_format.Logits(_network.forward(_format.Input(images))), logits);
            return (((1 - Weight) * labels(logits, truth)) + (Weight * soft)).MoveToOuterDisposeScope();
        };
    }

    /// <summary>Frees the teacher's memory.</summary>
    public void Dispose() => _network.Dispose();

    /// <summary>Refuses to teach a network that sees other images or tells other classes apart.</summary>
    /// <exception cref="ArgumentException">It does, or is on another device.</exception>
    internal void Check(Network network)
    {
        if (network.Structure.Input != _graph.Input || network.Structure.Classes != _graph.Classes)
        {
            throw new ArgumentException($"the teacher '{_graph.Name}' tells {_graph.Classes} classes of {_graph.Input} images apart, but '{network.Structure.Name}' {network.Structure.Classes} of {network.Structure.Input}; give a teacher of the same images and classes");
        }

        if (network.Device.type != _device.type || network.Device.index != _device.index)
        {
            throw new ArgumentException($"the teacher '{_graph.Name}' is on device '{_device}', but '{network.Structure.Name}' on '{network.Device}'; move the teacher's network there before the teacher is made");
        }
    }

    private Tensor Divergence(Tensor answers, Tensor logits)
    {
        Tensor expected = nn.functional.log_softmax(answers / Temperature, 1);
        Tensor found = nn.functional.log_softmax(logits / Temperature, 1);
        return Temperature * Temperature * (expected.exp() * (expected - found)).sum(1).mean();
    }
}
