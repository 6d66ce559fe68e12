using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// A step of <see cref="Sgd"/> in plain memory, in one pass: what it takes is the memory's time, and as operations on
/// tensors it would read and write the same numbers three times over. The numbers are those of the operations, bit for bit.
/// </summary>
internal static class SgdPass
{
    /// <summary>Whether the buffers lie where one pass can reach them.</summary>
    public static bool Applies(FlatParameters parameters) =>
        IsPlain(parameters.Values) && IsPlain(parameters.Gradients) && IsPlain(parameters.State[0]);

    /// <summary>Updates values and velocities by the gradients, which stay as they are.</summary>
    /// <param name="parameters">Buffers to which <see cref="Applies"/>.</param>
    /// <param name="options">The settings.</param>
    /// <param name="learningRate">The learning rate of the step.</param>
    public static void Run(FlatParameters parameters, Sgd options, double learningRate)
    {
        // Every buffer, and its part of vectors, is a whole number of these blocks, and a block of the processor's vectors.
        int blocks = (int)(parameters.Values.numel() / FlatParameters.AlignmentElements);
        int decayed = options.DecayVectors ? 0 : (int)parameters.VectorElements;
        SharedWork.InRuns(blocks, SharedWork.ThreadsForElements(parameters.Values.numel(), blocks), (firstBlock, endBlock) =>
        {
            int first = firstBlock * FlatParameters.AlignmentElements;
            int end = endBlock * FlatParameters.AlignmentElements;
            int middle = Math.Clamp(decayed, first, end);
            UpdateRange(parameters, first, middle, options, weightDecay: 0, learningRate);
            UpdateRange(parameters, middle, end, options, options.WeightDecay, learningRate);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateRange(FlatParameters parameters, int first, int end, Sgd options, double weightDecay, double learningRate)
    {
        Span<Vector<float>> values = Vectors(parameters.Values, first, end);
        Span<Vector<float>> velocities = Vectors(parameters.State[0], first, end);
        ReadOnlySpan<Vector<float>> gradients = Vectors(parameters.Gradients, first, end);
        var momentum = new Vector<float>((float)options.Momentum);
        var decay = new Vector<float>((float)weightDecay);
        var step = new Vector<float>((float)-learningRate);
        for (int i = 0; i < values.Length && i < velocities.Length && i < gradients.Length; i++)
        {
            Vector<float> gradient = weightDecay > 0 ? Vector.MultiplyAddEstimate(values[i], decay, gradients[i]) : gradients[i];
            Vector<float> velocity = (velocities[i] * momentum) + gradient;
            velocities[i] = velocity;
            Vector<float> direction = options.Nesterov ? Vector.MultiplyAddEstimate(velocity, momentum, gradient) : velocity;
            values[i] = Vector.MultiplyAddEstimate(direction, step, values[i]);
        }
    }

    private static Span<Vector<float>> Vectors(Tensor buffer, int first, int end) =>
        MemoryMarshal.Cast<byte, Vector<float>>(buffer.bytes.Slice(first * sizeof(float), (end - first) * sizeof(float)));

    // A span holds no more bytes than an int can count.
    private static bool IsPlain(Tensor buffer) =>
        buffer.device_type == DeviceType.CPU && buffer.dtype == ScalarType.Float32 && buffer.is_contiguous() && buffer.numel() <= int.MaxValue / sizeof(float);
}
