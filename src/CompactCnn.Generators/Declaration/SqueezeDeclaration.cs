namespace CompactCnn.Generators.Declaration;

/// <summary>What was stated of a squeeze-and-excite, a layer or a part of a block.</summary>
/// <param name="Channels">Channels between, where they are stated.</param>
/// <param name="Reduction">What divides channels into those between, where it is stated.</param>
/// <param name="Of">Which channels it divides.</param>
/// <param name="Activation">The activation between.</param>
/// <param name="Gate">The activation of the factors.</param>
internal sealed record SqueezeDeclaration(int? Channels, int? Reduction, SqueezeOfKind Of, ActivationKind Activation, ActivationKind Gate)
{
    /// <summary>MobileNetV3's widths are multiples of it.</summary>
    private const int Multiple = 8;

    /// <summary>Channels between.</summary>
    /// <param name="read">Channels that the block reads.</param>
    /// <param name="multiplied">Channels that are multiplied.</param>
    public int Width(int read, int multiplied) => Channels ?? Divided(read, multiplied, Reduction!.Value);

    private int Divided(int read, int multiplied, int reduction)
    {
        if (Of == SqueezeOfKind.Input)
        {
            return Math.Max(1, read / reduction);
        }

        // The nearest multiple, unless that is more than a tenth below (Howard et al., ICCV 2019, in their code).
        int exact = multiplied / reduction;
        long near = Math.Max(Multiple, ((long)exact + (Multiple / 2)) / Multiple * Multiple);
        return (int)Math.Min(near * 10L < exact * 9L ? near + Multiple : near, int.MaxValue);
    }
}
