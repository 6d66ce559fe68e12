using System.Reflection;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>TorchSharp's own save and load write another format: every overload must be hidden by an error that names ours.</summary>
public class ModuleApiTests
{
    public static TheoryData<string> Overloads =>
        [.. TorchSharps().Select(Signature)];

    [Theory]
    [MemberData(nameof(Overloads))]
    public void EveryOverloadIsHiddenByAnError(string signature)
    {
        MethodInfo theirs = TorchSharps().Single(method => Signature(method) == signature);
        MethodInfo? ours = typeof(Network).GetMethod(
            theirs.Name,
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly,
            [.. theirs.GetParameters().Select(parameter => parameter.ParameterType)]);
        Assert.NotNull(ours);
        ObsoleteAttribute? obsolete = ours.GetCustomAttribute<ObsoleteAttribute>();
        Assert.NotNull(obsolete);
        Assert.True(obsolete.IsError);
        Assert.Contains(theirs.Name == "save" ? "Save(path)" : "Load(path)", obsolete.Message, StringComparison.Ordinal);
        // Omitted arguments must mean the same method, or a call would find TorchSharp's.
        Assert.Equal(theirs.GetParameters().Select(parameter => parameter.IsOptional), ours.GetParameters().Select(parameter => parameter.IsOptional));

        using var network = new Models.LinearOnly(seed: 1);
        var thrown = Assert.Throws<TargetInvocationException>(() => ours.Invoke(network, new object?[ours.GetParameters().Length]));
        Assert.IsType<NotSupportedException>(thrown.InnerException);
        Assert.Equal(obsolete.Message, thrown.InnerException.Message);
    }

    [Fact]
    public void TorchSharpHasOverloads() => Assert.True(TorchSharps().Count() >= 6);

    private static IEnumerable<MethodInfo> TorchSharps() =>
        typeof(nn.Module<Tensor, Tensor>).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.Name is "save" or "load");

    private static string Signature(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
}
