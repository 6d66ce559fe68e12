using System.Text;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>What models are called on the command line.</summary>
internal static class CommandNames
{
    /// <summary>In names of the field it is no word of its own: <c>ResNet</c>, <c>ImageNet</c>.</summary>
    private const string Net = "Net";

    /// <summary>What a model is called: what the marker says, or else what follows from the class's name.</summary>
    public static string Of(ModelDeclaration declaration) => declaration.Title.Name ?? Of(declaration.Class.Name);

    /// <summary>
    /// A class's name in lower case, a dash before each of its words: <c>small-vgg</c> for SmallVgg, <c>resnet20-cifar10</c>
    /// for ResNet20Cifar10.
    /// </summary>
    public static string Of(string type)
    {
        var name = new StringBuilder(type.Length + 4);
        for (int i = 0; i < type.Length; i++)
        {
            if (type[i] == '_')
            {
                Separate(name);
                continue;
            }

            if (BeginsWord(type, i))
            {
                Separate(name);
            }

            name.Append(char.ToLowerInvariant(type[i]));
        }

        string text = name.ToString().TrimEnd('-');
        return text.Length == 0 ? type : text;
    }

    /// <summary>True if a command can take the name as an argument, and a folder as its name.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0
        && char.IsLetterOrDigit(name[0])
        && name.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.');

    private static void Separate(StringBuilder name)
    {
        if (name.Length > 0 && name[name.Length - 1] != '-')
        {
            name.Append('-');
        }
    }

    /// <summary>A capital begins a word, unless it is one of several in a row, as in CNN.</summary>
    private static bool BeginsWord(string type, int index)
    {
        bool isCapital = char.IsUpper(type[index]);
        bool isFirst = index == 0 || !char.IsUpper(type[index - 1]) || (index + 1 < type.Length && char.IsLower(type[index + 1]));
        return isCapital && isFirst && !IsNet(type, index);
    }

    private static bool IsNet(string type, int index)
    {
        int end = index + Net.Length;
        return string.CompareOrdinal(type, index, Net, 0, Net.Length) == 0 && (end == type.Length || !char.IsLower(type[end]));
    }
}
