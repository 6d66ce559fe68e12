using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace CompactCnn.CommandLine.Tests;

/// <summary>Networks of torchvision's, written by hand after its code, for one batch of images.</summary>
internal static class TorchNetworks
{
    public static IReadOnlyDictionary<string, Func<TorchReference, Tensor, Tensor>> ByModel { get; } = new Dictionary<string, Func<TorchReference, Tensor, Tensor>>(StringComparer.Ordinal)
    {
        ["resnet18"] = ResNet18,
        ["mobilenetv2"] = MobileNetV2,
        ["squeezenet1-1"] = SqueezeNet11,
        ["densenet121"] = DenseNet121,
        ["mobilenet-v3-small"] = MobileNetV3Small,
        ["efficientnet-b0"] = EfficientNetB0,
        ["regnet-y-400mf"] = RegNetY400MF,
    };

    private static Tensor ResNet18(TorchReference net, Tensor image)
    {
        Tensor x = relu(net.Norm(net.Conv(image, "conv1", 64, 7, 2), "bn1"));
        x = max_pool2d(x, [3L, 3], [2L, 2], [1L, 1]);
        for (int block = 0; block < 8; block++)
        {
            string name = $"layer{(block / 2) + 1}.{block % 2}";
            int channels = 64 << (block / 2);
            int stride = block > 0 && block % 2 == 0 ? 2 : 1;
            Tensor y = relu(net.Norm(net.Conv(x, name + ".conv1", channels, 3, stride), name + ".bn1"));
            y = net.Norm(net.Conv(y, name + ".conv2", channels, 3), name + ".bn2");
            x = relu(y + (stride == 1 ? x : net.Norm(net.Conv(x, name + ".downsample.0", channels, 1, stride), name + ".downsample.1")));
        }

        return net.Linear(x.mean([2, 3]), "fc", 1000);
    }

    private static Tensor MobileNetV2(TorchReference net, Tensor image)
    {
        Tensor x = relu6(net.Norm(net.Conv(image, "features.0.0", 32, 3, 2), "features.0.1"));
        int number = 1;
        foreach ((int expansion, int channels, int repeat, int first) in new[] { (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1) })
        {
            for (int i = 0; i < repeat; i++)
            {
                string name = $"features.{number++}.conv";
                int stride = i == 0 ? first : 1;
                int inner = (int)x.shape[1] * expansion;
                Tensor y = x;
                int part = 0;
                if (expansion > 1)
                {
                    y = relu6(net.Norm(net.Conv(y, name + ".0.0", inner, 1), name + ".0.1"));
                    part = 1;
                }

                y = relu6(net.Norm(net.Conv(y, $"{name}.{part}.0", inner, 3, stride, groups: inner), $"{name}.{part}.1"));
                y = net.Norm(net.Conv(y, $"{name}.{part + 1}", channels, 1), $"{name}.{part + 2}");
                x = stride == 1 && x.shape[1] == channels ? x + y : y;
            }
        }

        x = relu6(net.Norm(net.Conv(x, "features.18.0", 1280, 1), "features.18.1"));
        return net.Linear(x.mean([2, 3]), "classifier.1", 1000);
    }

    private static Tensor SqueezeNet11(TorchReference net, Tensor image)
    {
        Tensor x = relu(net.Conv(image, "features.0", 64, 3, 2, padding: 0, bias: true));
        for (int layer = 2; layer <= 12; layer++)
        {
            if (layer is 2 or 5 or 8)
            {
                x = max_pool2d(x, [3L, 3], [2L, 2]);
                continue;
            }

            int squeeze = layer switch { < 5 => 16, < 8 => 32, < 11 => 48, _ => 64 };
            Tensor y = relu(net.Conv(x, $"features.{layer}.squeeze", squeeze, 1, bias: true));
            x = cat([relu(net.Conv(y, $"features.{layer}.expand1x1", squeeze * 4, 1, bias: true)), relu(net.Conv(y, $"features.{layer}.expand3x3", squeeze * 4, 3, bias: true))], 1);
        }

        return relu(net.Conv(x, "classifier.1", 1000, 1, bias: true)).mean([2, 3]);
    }

    private static Tensor MobileNetV3Small(TorchReference net, Tensor image)
    {
        Tensor x = hardswish(net.Norm(net.Conv(image, "features.0.0", 16, 3, 2), "features.0.1"));
        (int Kernel, int Inner, int Channels, bool Squeezed, bool Swish, int Stride)[] blocks =
        [
            (3, 16, 16, true, false, 2), (3, 72, 24, false, false, 2), (3, 88, 24, false, false, 1), (5, 96, 40, true, true, 2), (5, 240, 40, true, true, 1),
            (5, 240, 40, true, true, 1), (5, 120, 48, true, true, 1), (5, 144, 48, true, true, 1), (5, 288, 96, true, true, 2), (5, 576, 96, true, true, 1), (5, 576, 96, true, true, 1),
        ];
        for (int block = 0; block < blocks.Length; block++)
        {
            (int kernel, int inner, int channels, bool squeezed, bool swish, int stride) = blocks[block];
            string name = $"features.{block + 1}.block";
            int part = 0;
            Tensor y = x;
            if (inner != x.shape[1])
                y = Activate(net.Norm(net.Conv(y, $"{name}.{part}.0", inner, 1), $"{name}.{part++}.1"));

            y = Activate(net.Norm(net.Conv(y, $"{name}.{part}.0", inner, kernel, stride, groups: inner), $"{name}.{part++}.1"));
            if (squeezed)
            {
                // A quarter, as a multiple of 8 that is not below 0.9 of it.
                int quarter = Math.Max(8, ((inner / 4) + 4) / 8 * 8);
                quarter += quarter < 0.9 * (inner / 4) ? 8 : 0;
                Tensor averages = relu(net.Conv(y.mean([2, 3], keepdim: true), $"{name}.{part}.fc1", quarter, 1, bias: true));
                y = y * hardsigmoid(net.Conv(averages, $"{name}.{part++}.fc2", inner, 1, bias: true));
            }

            y = net.Norm(net.Conv(y, $"{name}.{part}.0", channels, 1), $"{name}.{part}.1");
            x = stride == 1 && x.shape[1] == channels ? x + y : y;

            Tensor Activate(Tensor of) => swish ? hardswish(of) : relu(of);
        }

        x = hardswish(net.Norm(net.Conv(x, "features.12.0", 576, 1), "features.12.1"));
        return net.Linear(hardswish(net.Linear(x.mean([2, 3]), "classifier.0", 1024)), "classifier.3", 1000);
    }

    private static Tensor EfficientNetB0(TorchReference net, Tensor image)
    {
        Tensor x = silu(net.Norm(net.Conv(image, "features.0.0", 32, 3, 2), "features.0.1"));
        int stage = 0;
        foreach ((int expansion, int kernel, int first, int channels, int repeat) in new[] { (1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4), (6, 3, 1, 320, 1) })
        {
            stage++;
            for (int i = 0; i < repeat; i++)
            {
                string name = $"features.{stage}.{i}.block";
                int stride = i == 0 ? first : 1;
                int inputs = (int)x.shape[1];
                int inner = inputs * expansion;
                int part = 0;
                Tensor y = x;
                if (expansion > 1)
                    y = silu(net.Norm(net.Conv(y, $"{name}.{part}.0", inner, 1), $"{name}.{part++}.1"));

                y = silu(net.Norm(net.Conv(y, $"{name}.{part}.0", inner, kernel, stride, groups: inner), $"{name}.{part++}.1"));
                Tensor averages = silu(net.Conv(y.mean([2, 3], keepdim: true), $"{name}.{part}.fc1", Math.Max(1, inputs / 4), 1, bias: true));
                y = y * nn.functional.sigmoid(net.Conv(averages, $"{name}.{part++}.fc2", inner, 1, bias: true));
                y = net.Norm(net.Conv(y, $"{name}.{part}.0", channels, 1), $"{name}.{part}.1");
                x = stride == 1 && inputs == channels ? x + y : y;
            }
        }

        x = silu(net.Norm(net.Conv(x, "features.8.0", 1280, 1), "features.8.1"));
        return net.Linear(x.mean([2, 3]), "classifier.1", 1000);
    }

    private static Tensor RegNetY400MF(TorchReference net, Tensor image)
    {
        Tensor x = relu(net.Norm(net.Conv(image, "stem.0", 32, 3, 2), "stem.1"));
        (int Width, int Depth)[] stages = [(48, 1), (104, 3), (208, 6), (440, 6)];
        for (int stage = 1; stage <= 4; stage++)
        {
            (int width, int depth) = stages[stage - 1];
            for (int i = 0; i < depth; i++)
            {
                string name = $"trunk_output.block{stage}.block{stage}-{i}";
                int stride = i == 0 ? 2 : 1;
                Tensor y = relu(net.Norm(net.Conv(x, name + ".f.a.0", width, 1), name + ".f.a.1"));
                y = relu(net.Norm(net.Conv(y, name + ".f.b.0", width, 3, stride, groups: width / 8), name + ".f.b.1"));
                Tensor averages = relu(net.Conv(y.mean([2, 3], keepdim: true), name + ".f.se.fc1", (int)Math.Round(0.25 * x.shape[1]), 1, bias: true));
                y = y * nn.functional.sigmoid(net.Conv(averages, name + ".f.se.fc2", width, 1, bias: true));
                y = net.Norm(net.Conv(y, name + ".f.c.0", width, 1), name + ".f.c.1");
                x = relu((i == 0 ? net.Norm(net.Conv(x, name + ".proj.0", width, 1, stride), name + ".proj.1") : x) + y);
            }
        }

        return net.Linear(x.mean([2, 3]), "fc", 1000);
    }

    private static Tensor DenseNet121(TorchReference net, Tensor image)
    {
        Tensor x = relu(net.Norm(net.Conv(image, "features.conv0", 64, 7, 2), "features.norm0"));
        x = max_pool2d(x, [3L, 3], [2L, 2], [1L, 1]);
        int[] layers = [6, 12, 24, 16];
        for (int block = 1; block <= 4; block++)
        {
            for (int layer = 1; layer <= layers[block - 1]; layer++)
            {
                string name = $"features.denseblock{block}.denselayer{layer}";
                Tensor y = net.Conv(relu(net.Norm(x, name + ".norm1")), name + ".conv1", 128, 1);
                x = cat([x, net.Conv(relu(net.Norm(y, name + ".norm2")), name + ".conv2", 32, 3)], 1);
            }

            if (block < 4)
            {
                string name = $"features.transition{block}";
                x = avg_pool2d(net.Conv(relu(net.Norm(x, name + ".norm")), name + ".conv", (int)x.shape[1] / 2, 1), [2L, 2], [2L, 2]);
            }
        }

        return net.Linear(relu(net.Norm(x, "features.norm5")).mean([2, 3]), "classifier", 1000);
    }
}
