using System.Collections.Immutable;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CompactCnn;

/// <summary>
/// A compact network for answers only: its norms are folded into its layers, and it has neither gradients nor a training
/// mode. It is no <see cref="Module"/>: what cannot be trained, moved or saved does not offer it. Train, move and save the
/// compact network, and fuse it again.
/// </summary>
public sealed class FusedNetwork : IDisposable
{
    private readonly InferenceGraph _graph;
    private readonly int[] _readers;
    private readonly bool[] _overwrites;
    private readonly Tensor _parameter;

    internal FusedNetwork(CompactNetwork network, ScalarType? type = null)
    {
        _graph = InferenceGraph.Of(network, foldNorms: true, type);
        _readers = OperationList.Readers(_graph.Operations);
        _overwrites = [.. _graph.Operations.Select(CanOverwriteItsInput)];
        _parameter = _graph.Values.Values.First();
        Usage = network.Usage;
    }

    /// <summary>The operations that are left, in execution order.</summary>
    public ImmutableArray<Operation> Operations => _graph.Operations;

    /// <summary>Class names and normalisation of the network that was fused; null where they were not set.</summary>
    public NetworkUsage? Usage { get; }

    /// <summary>Executes the network, as the compact one does in evaluation mode.</summary>
    /// <param name="input">[batch, channels, height, width], of the network's type and on its device.</param>
    /// <returns>Logits [batch, classes], owned by the caller.</returns>
    /// <exception cref="ArgumentException">The input is no batch of such images.</exception>
    public Tensor forward(Tensor input) => forward(input, observe: null);

    /// <summary>Executes the network and shows what every operation makes.</summary>
    /// <param name="input">As <see cref="forward(Tensor)"/> takes it.</param>
    /// <param name="observe">Given an operation's place and its output, before a later operation may overwrite it.</param>
    internal Tensor forward(Tensor input, Action<int, Tensor>? observe)
    {
        InputCheck.Images(_graph.Model, input, _parameter, nameof(input));
        Network.PrepareLibrary(input);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var outputs = new Tensor?[Operations.Length];
        int[] waiting = [.. _readers];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = Execute(i, input, outputs);
            observe?.Invoke(i, outputs[i]!);
            foreach (int source in Operations[i].Inputs)
            {
                // What nobody reads any more is freed at once: it is most of the memory that an answer takes.
                if (source != Operation.ModelInput && --waiting[source] == 0)
                {
                    if (!ReferenceEquals(outputs[source], outputs[i]))
                    {
                        outputs[source]!.Dispose();
                    }

                    outputs[source] = null;
                }
            }
        }

        return outputs[^1]!.MoveToOuterDisposeScope();
    }

    /// <summary>Images of the network's type and on its device, in memory of their own.</summary>
    /// <exception cref="ArgumentException">They are of another shape.</exception>
    internal Tensor Adopt(Tensor images, string argument)
    {
        Tensor adopted = images.to(_parameter.dtype, _parameter.device, copy: true).detach();
        try
        {
            InputCheck.Images(_graph.Model, adopted, _parameter, argument);
        }
        catch (ArgumentException)
        {
            adopted.Dispose();
            throw;
        }

        return adopted;
    }

    /// <inheritdoc cref="Network.Predict"/>
    public Prediction Predict(Tensor picture) => Predictions.Of(picture, _graph.Model, Usage, _parameter, forward);

    /// <inheritdoc cref="Network.PredictAll"/>
    public IReadOnlyList<Prediction> PredictAll(Tensor pictures) => Predictions.OfAll(pictures, _graph.Model, Usage, _parameter, forward);

    /// <summary>Bytes that an answer takes: the network's tensors, the images, and the outputs that are alive at once, where they are most.</summary>
    /// <param name="batchSize">Images.</param>
    internal long Memory(int batchSize)
    {
        long[] held = new long[Operations.Length];
        int[] waiting = [.. _readers];
        long alive = 0;
        long most = 0;
        for (int i = 0; i < held.Length; i++)
        {
            Operation operation = Operations[i];
            int first = operation.Inputs[0];
            if (first != Operation.ModelInput && (_overwrites[i] || operation is FlattenOperation))
            {
                // The same memory under another name.
                held[i] = held[first];
                held[first] = 0;
            }
            else
            {
                held[i] = (long)operation.Output.Width(_graph.Widths) * operation.Height * operation.Width;
                alive += held[i];
            }

            most = Math.Max(most, alive);
            foreach (int source in operation.Inputs.Where(source => source != Operation.ModelInput && --waiting[source] == 0))
            {
                alive -= held[source];
            }
        }

        Tensor[] values = [.. _graph.Values.Values];
        return values[0].ElementSize * (values.Sum(value => value.NumberOfElements) + (batchSize * (_graph.Model.Input.Elements + most)));
    }

    /// <summary>Frees the network's memory.</summary>
    public void Dispose() => _graph.Dispose();

    private Tensor Execute(int place, Tensor image, Tensor?[] outputs)
    {
        Operation operation = Operations[place];
        Tensor x = Input(0);
        return operation switch
        {
            ConvolutionOperation layer => functional.conv2d(x, Value(0), Bias(), layer.Stride.ToArray(), layer.Padding.ToArray(), layer.Dilation.ToArray(), groups: layer.Groups),
            DepthwiseConvolutionOperation layer => functional.conv2d(x, Value(0), Bias(), layer.Stride.ToArray(), layer.Padding.ToArray(), layer.Dilation.ToArray(), groups: x.size(1)),
            LinearOperation => functional.linear(x, Value(0), Bias()),
            BatchNormOperation => functional.batch_norm(x, Value(2), Value(3), Value(0), Value(1), eps: BatchNormOperation.Epsilon),
            PReLUOperation => x.prelu(Value(0)),
            LayerScaleOperation => x * Value(0),
            ActivationOperation activation => Activate(activation.Kind, x, _overwrites[place]),
            PoolOperation { Kind: PoolKind.Max } pool => functional.max_pool2d(x, pool.Kernel.ToArray(), pool.Stride.ToArray(), pool.Padding.ToArray(), ceil_mode: pool.Ceil),
            PoolOperation pool => functional.avg_pool2d(x, pool.Kernel.ToArray(), pool.Stride.ToArray(), pool.Padding.ToArray(), ceil_mode: pool.Ceil),
            GlobalPoolOperation => functional.adaptive_avg_pool2d(x, 1),
            AdaptivePoolOperation => functional.adaptive_avg_pool2d(x, [operation.Height, operation.Width]),
            SliceOperation slice => x.narrow(1, slice.Skipped.Width(_graph.Widths), slice.Output.Width(_graph.Widths)),
            ChannelShuffleOperation shuffle => ChannelShuffling.Apply(x, shuffle.Groups),
            FlattenOperation => x.flatten(1),
            AddOperation => Sum(),
            MultiplyOperation => x * Input(1),
            ConcatOperation => cat([.. operation.Inputs.Select((_, i) => Input(i))], 1),
            _ => throw new NotSupportedException($"'{operation.Name}' is a {operation.GetType().Name}, which cannot be executed; report this"),
        };

        Tensor Input(int i) => operation.Inputs[i] == Operation.ModelInput ? image : outputs[operation.Inputs[i]]!;

        Tensor Value(int i) => _graph.Values[operation.Tensors[i].Name];

        Tensor? Bias() => operation.Tensors.Length > 1 ? Value(1) : null;

        Tensor Sum()
        {
            Tensor sum = x + Input(1);
            for (int i = 2; i < operation.Inputs.Length; i++)
            {
                sum.add_(Input(i));
            }

            return sum;
        }
    }

    private static Tensor Activate(Activation kind, Tensor x, bool overwrites) => kind switch
    {
        Activation.ReLU => overwrites ? x.relu_() : x.relu(),
        Activation.ReLU6 => overwrites ? x.relu6_() : x.relu6(),
        Activation.LeakyReLU => overwrites ? x.leaky_relu_(0.01) : x.leaky_relu(0.01),
        Activation.SiLU => overwrites ? x.silu_() : x.silu(),
        Activation.HardSwish => overwrites ? x.hardswish_() : x.hardswish(),
        Activation.Sigmoid => overwrites ? x.sigmoid_() : x.sigmoid(),
        Activation.HardSigmoid => overwrites ? x.hardsigmoid_() : x.hardsigmoid(),
        Activation.Tanh => overwrites ? x.tanh_() : x.tanh(),
        Activation.GELU => overwrites ? x.gelu_() : x.gelu(),
        Activation.Mish => functional.mish(x, overwrites),
        Activation.ELU => overwrites ? x.elu_() : x.elu(),
        _ => x.alias(),
    };

    /// <summary>An activation may, where it alone reads a tensor that is no view of another.</summary>
    private bool CanOverwriteItsInput(Operation operation) =>
        operation is ActivationOperation { Kind: not Activation.None }
        && operation.Inputs[0] != Operation.ModelInput
        && _readers[operation.Inputs[0]] == 1
        && Operations[operation.Inputs[0]] is not (FlattenOperation or SliceOperation or ActivationOperation);
}
