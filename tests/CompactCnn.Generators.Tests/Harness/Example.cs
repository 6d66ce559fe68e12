namespace CompactCnn.Generators.Tests.Harness;

/// <summary>A model that uses all of the language.</summary>
internal static class Example
{
    /// <summary>Every layer and every option; widths and a probability that a culture would write in its own way.</summary>
    public const string Attributes =
        """
        [CompactModel(channels: 3, height: 16, width: 16)]
        [Conv(1024), Pool(Kernel = 3, Stride = 2, Padding = 1), Conv(1200, Kernel = 1, Norm = Norm.None, Activation = Activation.SiLU)]
        [Norm, Activate(Activation.HardSwish), Conv(16, Bias = true, Activation = Activation.LeakyReLU, Prunable = false)]
        [Pool(Kind = PoolKind.Average), Conv(12, Activation = Activation.ReLU6), GlobalPool]
        [Linear(20, Norm = Norm.Batch), Dropout(0.25), Linear(10, Name = "İlk")]
        """;

    /// <summary>The model's source.</summary>
    /// <param name="name">Its namespace.</param>
    /// <param name="comment">What the user wrote above it.</param>
    public static string Model(string name = "Company", string comment = "") =>
        $"using CompactCnn;\n\nnamespace {name}\n{{\n{comment}{Attributes}\npublic sealed partial class Small;\n}}\n";
}
