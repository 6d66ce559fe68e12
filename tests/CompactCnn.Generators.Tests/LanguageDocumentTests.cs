using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CompactCnn.Generators.Tests.Harness;

namespace CompactCnn.Generators.Tests;

/// <summary>The language reference lists the attributes and options that exist, with their defaults, and its code compiles.</summary>
public partial class LanguageDocumentTests
{
    private static readonly string[] Common = [nameof(LayerAttribute.Name), nameof(LayerAttribute.From)];

    private static string Text { get; } = File.ReadAllText(Path.Combine(ProjectFiles.Repository, "docs", "language.md")).ReplaceLineEndings("\n");

    [Fact]
    public void ItListsTheAttributesThatExist() => Assert.Equal(
        Attributes().Select(Signature).Order(StringComparer.Ordinal),
        Headings().Select(heading => heading.Groups["signature"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void ItListsTheOptionsThatExist()
    {
        Assert.Equal(Common.Select(name => (name, "none")), Options(Text[..Text.IndexOf("## Markers", StringComparison.Ordinal)]));
        foreach (Type attribute in Attributes())
        {
            object instance = Create(attribute);
            IEnumerable<(string, string)> documented = Options(Section(attribute));
            IEnumerable<PropertyInfo> options = attribute.GetProperties().Where(property => property.SetMethod is not null && !IsCommon(attribute, property.Name));

            Assert.Equal(
                options.Select(option => (option.Name, Default: Default(option.GetValue(instance)))).Order(),
                documented.Select(option => (option.Item1, option.Item2.StartsWith("absent: ", StringComparison.Ordinal) ? Default(attribute.GetProperty(option.Item1)!.GetValue(instance)) : option.Item2)).Order());
        }
    }

    /// <summary>An option whose default depends on something else is one that the compiler fills with a value that means nothing.</summary>
    [Fact]
    public void WhatMayBeAbsentIsSaidSo() => Assert.Equal(
        [
            "Bottleneck.GroupWidth", "Bottleneck.Groups", "Bottleneck.SqueezeChannels", "Bottleneck.SqueezeReduction",
            "CompactModel.FormerNames", "CompactModel.Name", "CompactModel.Summary",
            "Conv.Bias", "Conv.DilationHeight", "Conv.DilationWidth", "Conv.KernelHeight", "Conv.KernelWidth",
            "Conv.Padding", "Conv.PaddingHeight", "Conv.PaddingWidth", "Conv.StrideHeight", "Conv.StrideWidth",
            "DepthwiseConv.Bias", "DepthwiseConv.DilationHeight", "DepthwiseConv.DilationWidth", "DepthwiseConv.KernelHeight", "DepthwiseConv.KernelWidth",
            "DepthwiseConv.Padding", "DepthwiseConv.PaddingHeight", "DepthwiseConv.PaddingWidth", "DepthwiseConv.StrideHeight", "DepthwiseConv.StrideWidth",
            "DeviceLimits.MaxActivationBytes", "DeviceLimits.MaxMacs", "DeviceLimits.MaxParameters",
            "InvertedResidual.Expanded", "InvertedResidual.SqueezeChannels", "InvertedResidual.SqueezeReduction", "Linear.Bias",
            "Pool.KernelHeight", "Pool.KernelWidth", "Pool.PaddingHeight", "Pool.PaddingWidth", "Pool.Stride", "Pool.StrideHeight", "Pool.StrideWidth",
            "SqueezeExcite.Channels", "SqueezeExcite.Reduction",
        ],
        Attributes()
            .SelectMany(attribute => Options(Section(attribute)).Where(option => option.Default.StartsWith("absent: ", StringComparison.Ordinal)).Select(option => $"{Name(attribute)}.{option.Name}"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void ItsCodeShowsEveryAttribute()
    {
        string[] blocks = DocumentCode.Blocks(Text);
        Assert.All(Attributes(), attribute => Assert.Contains(blocks, block => block.Contains(Name(attribute), StringComparison.Ordinal)));
    }

    private static IEnumerable<Type> Attributes() => typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && typeof(Attribute).IsAssignableFrom(type));

    private static bool IsCommon(Type attribute, string option) => attribute.IsSubclassOf(typeof(LayerAttribute)) && Common.Contains(option);

    private static string Name(Type attribute) => attribute.Name[..^nameof(Attribute).Length];

    private static string Signature(Type attribute) =>
        $"{Name(attribute)}({string.Join(", ", attribute.GetConstructors().Single().GetParameters().Select(parameter => parameter.Name))})";

    private static object Create(Type attribute) => Activator.CreateInstance(
        attribute,
        [.. attribute.GetConstructors().Single().GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(string) ? "" : parameter.ParameterType == typeof(string[]) ? Array.Empty<string>() : parameter.ParameterType == typeof(Type) ? typeof(object) : Activator.CreateInstance(parameter.ParameterType))])!;

    private static string Default(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum choice => $"{choice.GetType().Name}.{choice}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>What stands between an attribute's heading and the next one.</summary>
    private static string Section(Type attribute)
    {
        string after = Text[(Text.IndexOf($"### {Signature(attribute)}\n", StringComparison.Ordinal) + 4)..];
        int end = after.IndexOf("\n##", StringComparison.Ordinal);
        return end < 0 ? after : after[..end];
    }

    private static IEnumerable<(string Name, string Default)> Options(string section) =>
        OptionRow().Matches(section).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value));

    private static MatchCollection Headings() => Heading().Matches(Text);

    [GeneratedRegex(@"^### (?<signature>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w*)` \| (?<default>[^|]*) \| [^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
