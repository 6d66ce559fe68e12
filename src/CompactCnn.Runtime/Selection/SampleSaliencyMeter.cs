using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>
/// The saliency of one image at a time: of what feature map times gradient sums to over everything that consumes a
/// channel, the absolute value for each image, then the mean over the images (Molchanov et al., ICLR 2017, arXiv
/// 1611.06440; method fact 6), on a scale. Signs of different images do not cancel. A norm makes the loss of an image
/// depend on the others; its gradient is taken as it is.
/// </summary>
internal sealed class SampleSaliencyMeter : ISaliencyMeter
{
    private readonly ModelGraph _graph;
    private readonly double[] _divisors;
    private readonly List<Watched> _watched = [];

    public SampleSaliencyMeter(ModelGraph graph, SaliencyScale scale)
    {
        _graph = graph;
        _divisors = SaliencyDivisors.Of(graph, scale);
    }

    public void Attach(CompactNetwork network)
    {
        _watched.Clear();
        Dictionary<string, nn.Module> modules = network.named_children().ToDictionary(child => child.name, child => child.module, StringComparer.Ordinal);
        HashSet<string> consumers = [.. _graph.Groups.SelectMany(group => group.Consumers)];
        foreach (Operation operation in _graph.Operations.Where(operation => consumers.Contains(operation.Name)))
        {
            string weight = operation.Tensors[0].Name;
            var layer = (nn.Module<Tensor, Tensor>)modules[weight[..weight.LastIndexOf('.')]];
            var watched = new Watched(_graph.Operations[operation.Inputs[0]].Output);
            layer.register_forward_pre_hook((_, input) => is_grad_enabled() ? SampleProducts.Watch(input, watched.Receiver) : input);
            _watched.Add(watched);
        }
    }

    public double[][] Measure(FlatParameters parameters, IReadOnlyList<int> widths)
    {
        foreach (Watched watched in _watched)
        {
            watched.Receiver.ThrowIfFailed();
        }

        int images = _watched.Count == 0 ? 0 : _watched[0].Images;
        return [.. _graph.Groups.Select((group, g) =>
        {
            double[] saliencies = new double[widths[g] / group.ChannelsPerArm];
            double[] sums = new double[saliencies.Length];
            Watched[] consumers = [.. _watched.Where(watched => watched.Input.Segments.Any(segment => segment.Group == g))];
            for (int image = 0; image < images; image++)
            {
                Array.Clear(sums);
                foreach (Watched consumer in consumers)
                {
                    ChannelSums.Add(consumer.Of(image), consumer.Input, g, widths, sums);
                }

                for (int arm = 0; arm < sums.Length; arm++)
                {
                    // The loss is a mean over the images, so that an image's gradient holds its part of the mean already.
                    saliencies[arm] += Math.Abs(sums[arm]) / _divisors[g];
                }
            }

            return saliencies;
        })];
    }

    /// <summary>The input of a consumer, and what was seen there in the last backward pass.</summary>
    private sealed class Watched
    {
        private double[] _products = [];

        public Watched(ChannelLayout input)
        {
            Input = input;
            Receiver = new BackwardReceiver(products =>
            {
                Images = (int)products.size(0);
                _products = products.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
            });
        }

        public ChannelLayout Input { get; }

        public BackwardReceiver Receiver { get; }

        public int Images { get; private set; }

        public ReadOnlySpan<double> Of(int image)
        {
            int width = _products.Length / Images;
            return _products.AsSpan(image * width, width);
        }
    }
}
