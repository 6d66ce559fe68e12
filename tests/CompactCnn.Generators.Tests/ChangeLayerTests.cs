using CompactCnn.CodeFixes;
using CompactCnn.Generators.Analysis;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>The fixes for CCNN0201 (accept or exclude), CCNN0203 (accept) and CCNN0113 (the width that an addition needs).</summary>
public class ChangeLayerTests
{
    private static readonly ChangeLayerCodeFixProvider Provider = new();

    [Theory]
    [InlineData("Conv(4), Conv(4), {|CCNN0201:Add(\"Conv1\")|}", "Conv(4), Conv(4), Add(\"Conv1\", Coupling = Coupling.Shared)", "Add1")]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4)|}", "Conv(4), BasicBlock(4, Coupling = Coupling.Shared)", "Block1")]
    [InlineData("Conv(4), {|CCNN0201:Bottleneck(4, Repeat = 2)|}", "Conv(4), Bottleneck(4, Repeat = 2, Coupling = Coupling.Shared)", "Block1")]
    [InlineData("Conv(4), {|CCNN0201:InvertedResidual(4, 2)|}", "Conv(4), InvertedResidual(4, 2, Coupling = Coupling.Shared)", "Block1")]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4, Coupling = Coupling.Warn)|}", "Conv(4), BasicBlock(4, Coupling = Coupling.Shared)", "Block1")]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4, Coupling = /* sure? */ Coupling.Warn, Name = \"Body\")|}", "Conv(4), BasicBlock(4, Coupling = /* sure? */ Coupling.Shared, Name = \"Body\")", "Body")]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(\n    4, // wide\n    Repeat = 2 // deep\n)|}", "Conv(4), BasicBlock(\n    4, // wide\n    Repeat = 2, Coupling = Coupling.Shared // deep\n)", "Block1")]
    public Task ATieIsAccepted(string before, string after, string layer) =>
        CodeFixHarness.VerifyAsync(Provider, Model(before), Model(after), $"Accept that channels are tied: Coupling = Coupling.Shared on '{layer}'");

    /// <summary>One edit of the marker accepts the ties of the whole model, those of grouped convolutions too.</summary>
    [Theory]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4, Repeat = 2)|}, {|CCNN0201:Bottleneck(8, Stride = 2)|}", "Conv(4), BasicBlock(4, Repeat = 2), Bottleneck(8, Stride = 2)")]
    [InlineData("Pool, Conv(8), Conv(8, From = \"Pool1\"), Concat(\"Conv1\"), {|CCNN0203:Conv(8, Groups = 4)|}", "Pool, Conv(8), Conv(8, From = \"Pool1\"), Concat(\"Conv1\"), Conv(8, Groups = 4)")]
    public Task AllTiesOfAModelAreAccepted(string before, string after) => CodeFixHarness.VerifyAsync(
        Provider,
        Model(before),
        Model(after).Replace("width: 8", "width: 8, Coupling = Coupling.Shared", StringComparison.Ordinal),
        "Accept all ties of 'Small': Coupling = Coupling.Shared on [CompactModel]");

    /// <summary>On the block where it is reported, or on the convolution at the first end of the tie.</summary>
    [Theory]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4)|}", "Conv(4), BasicBlock(4, Prunable = false)", "Block1")]
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4, Prunable = true)|}", "Conv(4), BasicBlock(4, Prunable = false)", "Block1")]
    [InlineData("Conv(4), {|CCNN0201:InvertedResidual(4, 2)|}", "Conv(4), InvertedResidual(4, 2, Prunable = false)", "Block1")]
    [InlineData("Pool, {|CCNN0201:InvertedResidual(4, 2, Repeat = 2)|}", "Pool, InvertedResidual(4, 2, Repeat = 2, Prunable = false)", "Block1")]
    [InlineData("Conv(4), Conv(4), {|CCNN0201:Add(\"Conv1\")|}", "Conv(4, Prunable = false), Conv(4), Add(\"Conv1\")", "Conv1")]
    [InlineData("{|CCNN0201:BasicBlock(4)|}, Conv(4, Kernel = 1), Add(\"Block1\")", "BasicBlock(4, Prunable = false), Conv(4, Kernel = 1), Add(\"Block1\")", "Block1")]
    public Task ATieIsExcluded(string before, string after, string layer) =>
        CodeFixHarness.VerifyAsync(Provider, Model(before), Model(after), $"Exclude the channels from selection: Prunable = false on '{layer}'");

    [Fact]
    public Task ANameThatIsHiddenIsQualified() => CodeFixHarness.VerifyAsync(
        Provider,
        "using Own;\nusing CompactCnn;\n[CompactModel(1, 8, 8), Conv(4), Conv(4), {|CCNN0201:Add(others: \"Conv1\")|}, Linear(10)]\npublic sealed partial class Small;\nnamespace Own { public class Coupling; }\n",
        "using Own;\nusing CompactCnn;\n[CompactModel(1, 8, 8), Conv(4), Conv(4), Add(others: \"Conv1\", Coupling = CompactCnn.Coupling.Shared), Linear(10)]\npublic sealed partial class Small;\nnamespace Own { public class Coupling; }\n",
        "Accept that channels are tied: Coupling = Coupling.Shared on 'Add1'");

    [Theory]
    [InlineData(nameof(RemedyKind.AcceptCoupling), "Repeat = 3, Coupling = Coupling.Shared")]
    [InlineData(nameof(RemedyKind.Exclude), "Repeat = 3, Prunable = false")]
    public Task EveryTieOfResNetAtOnce(string key, string options) => CodeFixHarness.VerifyAllAsync(
        Provider,
        Model("Conv(4), {|CCNN0201:BasicBlock(4, Repeat = 3)|}, {|CCNN0201:BasicBlock(8, Stride = 2, Repeat = 3)|}"),
        Model($"Conv(4), BasicBlock(4, {options}), BasicBlock(8, Stride = 2, {options})"),
        key);

    [Theory]
    [InlineData("Conv(4), Conv(8), {|CCNN0113:Add(\"Conv1\")|}", "Conv(4), Conv(4), Add(\"Conv1\")", "'Conv2' to 4")]
    [InlineData("Conv(4), Conv(8), {|CCNN0113:Add(\"Conv1\")|}", "Conv(8), Conv(8), Add(\"Conv1\")", "'Conv1' to 8")]
    [InlineData("Pool, Conv(/* few */ 2, Name = \"Thin\"), DepthwiseConv, Norm, {|CCNN0113:Add(\"Pool1\")|}", "Pool, Conv(/* few */ 1, Name = \"Thin\"), DepthwiseConv, Norm, Add(\"Pool1\")", "'Thin' to 1")]
    [InlineData("BasicBlock(4), Conv(8, Kernel = 1), {|CCNN0113:Add(\"Block1\")|}", "BasicBlock(4), Conv(4, Kernel = 1), Add(\"Block1\")", "'Conv1' to 4")]
    [InlineData("Conv(4), Conv(outChannels: 8, Name = \"Wide\"), {|CCNN0113:Add(\"Conv1\")|}", "Conv(4), Conv(outChannels: 4, Name = \"Wide\"), Add(\"Conv1\")", "'Wide' to 4")]
    public Task AConvolutionGetsTheWidthThatAnAdditionNeeds(string before, string after, string title) =>
        CodeFixHarness.VerifyAsync(Provider, "#pragma warning disable CCNN0201\n" + Model(before), "#pragma warning disable CCNN0201\n" + Model(after), "Set the output channels of " + title);

    [Theory]
    // A constant may mean more than this layer; an option that is stated by one is left alone.
    [InlineData("Conv(4), {|CCNN0201:BasicBlock(4, Coupling = Small.Tie, Prunable = Small.Kept)|}", 1)]
    [InlineData("Conv(4, Prunable = Small.Kept), Conv(4), {|CCNN0201:Add(\"Conv1\")|}", 2)]
    [InlineData("Conv(Small.Width), Conv(4 + 4), {|CCNN0113:Add(\"Conv1\")|}", 0)]
    [InlineData("Conv(4), Conv(Small.Width * 2), {|CCNN0113:Add(\"Conv1\")|}", 1)]
    // The widths of a block and of a concatenation are not written.
    [InlineData("BasicBlock(4), BasicBlock(8), {|CCNN0113:Add(\"Block1\")|}", 0)]
    [InlineData("Pool, Conv(4), Conv(4, From = \"Pool1\"), Concat(\"Conv1\"), {|CCNN0113:Add(\"Conv1\")|}", 0)]
    // Heights and widths differ too, or the features are flat.
    [InlineData("Conv(4), Conv(8, Stride = 2), {|CCNN0113:Add(\"Conv1\")|}", 0)]
    [InlineData("Linear(4), Linear(8), {|CCNN0113:Add(\"Linear1\")|}", 0)]
    // Conv1 meets another addition before, and Conv3 one behind, that would no longer fit; the third input stays wrong.
    [InlineData("Conv(4), Conv(4), Add(\"Conv1\", Coupling = Coupling.Shared), Conv(8), {|CCNN0113:Add(\"Add1\")|}", 1)]
    [InlineData("Conv(4), Conv(8), {|CCNN0113:Add(\"Conv1\")|}, Conv(8), Add(\"Conv2\")", 1)]
    [InlineData("Conv(4), Conv(6), Conv(8), {|CCNN0113:Add(\"Conv1\", \"Conv2\")|}", 0)]
    public async Task NothingIsOfferedThatCouldBeWrong(string layers, int offers) => Assert.Equal(
        offers,
        (await CodeFixHarness.OffersAsync(
            Provider,
            Model(layers).Replace("Small;", "Small { public const int Width = 4; public const Coupling Tie = Coupling.Warn; public const bool Kept = true; }", StringComparison.Ordinal))).Length);

    /// <summary>Whatever the network: what is offered for a tie ends this tie and breaks nothing.</summary>
    [Fact]
    public void EveryRemedyOfATieHolds()
    {
        int remedies = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            ModelDeclaration network = RandomNetwork.Of(seed);
            network = network with { Layers = network.Layers.Select(layer => layer is AddDeclaration add ? add with { Coupling = CouplingKind.Warn } : layer).ToEquatableArray() };
            foreach (Issue issue in CouplingRules.Check(network.Interpret()).Where(issue => issue.Rule == Rule.TiedChannels))
            {
                Assert.NotEmpty(issue.Remedies);
                Assert.All(issue.Remedies, remedy => Assert.DoesNotContain(Ties(Applied(network, remedy)), tie => tie == Message(issue)));
                remedies += issue.Remedies.Count;
            }
        }

        Assert.True(remedies > 100, $"only {remedies} remedies were tried");
    }

    [Fact]
    public void ExactlyTheseRulesAreFixed() => Assert.Equal(["CCNN0113", "CCNN0201", "CCNN0203"], Provider.FixableDiagnosticIds.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Ties(ModelDeclaration network)
    {
        ModelInterpretation interpretation = network.Interpret();
        Assert.Empty(interpretation.Issues);
        return CouplingRules.Check(interpretation).Where(issue => issue.Rule == Rule.TiedChannels).Select(Message);
    }

    private static string Message(Issue issue) => Descriptors.Text(issue);

    private static ModelDeclaration Applied(ModelDeclaration network, Remedy remedy) => remedy.Kind == RemedyKind.AcceptAllCouplings ? network with { Coupling = CouplingKind.Shared } : network with
    {
        Layers = network.Layers.Select((layer, index) => index != remedy.Site.Index ? layer : (remedy.Kind, layer) switch
        {
            (RemedyKind.AcceptCoupling, AddDeclaration add) => add with { Coupling = CouplingKind.Shared },
            (RemedyKind.Exclude, ConvDeclaration conv) => conv with { Prunable = false },
            _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy, "no remedy for this layer"),
        }).ToEquatableArray(),
    };

    private static string Model(string layers) => $"using CompactCnn;\n[CompactModel(channels: 1, height: 8, width: 8)]\n[{layers}, Linear(10)]\npublic sealed partial class Small;\n";
}
