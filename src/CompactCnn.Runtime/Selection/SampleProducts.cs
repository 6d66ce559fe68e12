using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace CompactCnn;

/// <summary>
/// What a layer reads, unchanged; its backward pass hands over the sum of feature map times gradient, for each image and
/// channel. PyTorch runs it from native code, through which no exception may pass: it would end the process.
/// </summary>
internal sealed class SampleProducts : SingleTensorFunction<SampleProducts>
{
    private const string Receiver = "receiver";

    public override string Name => nameof(SampleProducts);

    /// <summary>Watches an input.</summary>
    /// <param name="input">[images, channels, height, width] or [images, features].</param>
    /// <param name="receiver">Receives [images, channels] or [images, features] in the backward pass, which it must not keep.</param>
    public static Tensor Watch(Tensor input, BackwardReceiver receiver) => apply(input, receiver);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var input = (Tensor)vars[0];
        ctx.save_for_backward([input]);
        ctx.save_data(Receiver, vars[1]);
        return input.alias();
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var receiver = (BackwardReceiver)ctx.get_data(Receiver);
        receiver.Try(() =>
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            using Tensor input = ctx.get_saved_variables()[0];
            Tensor products = input * grad_output;
            receiver.Receive(products.dim() == 4 ? products.sum([2, 3]) : products);
        });
        return [grad_output, null!];
    }
}

/// <summary>Takes what a backward pass computes.</summary>
/// <param name="receive">What to do with it; throws into <see cref="BackwardGuard.Failure"/>.</param>
internal sealed class BackwardReceiver(Action<Tensor> receive) : BackwardGuard
{
    /// <summary>Hands over a tensor, which is freed afterwards.</summary>
    public void Receive(Tensor tensor) => receive(tensor);
}
