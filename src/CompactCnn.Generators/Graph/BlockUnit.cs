using System.Globalization;

namespace CompactCnn.Generators.Graph;

/// <summary>One repetition of a block, as messages speak of its members.</summary>
/// <param name="Name">Its name in the model, with which the names of its members begin.</param>
/// <param name="Block">The attribute, or the class of a block of the user's own.</param>
/// <param name="Repetition">Which repetition it is, from 1.</param>
/// <param name="Repeat">How many there are.</param>
/// <param name="Around">The block that it is a member of; null in the model.</param>
internal sealed record BlockUnit(string Name, string Block, int Repetition, int Repeat, BlockUnit? Around)
{
    /// <summary>As <c>'Pool1' of Shrink, repetition 3 of 4</c>.</summary>
    /// <param name="member">Name of a member in the model.</param>
    public string Describe(string member)
    {
        string repetition = Repeat == 1 ? "" : string.Format(CultureInfo.InvariantCulture, ", repetition {0} of {1}", Repetition, Repeat);
        string around = Around is null ? "" : ", in " + Around.Describe(Name);
        return $"'{Member(member)}' of {Block}{repetition}{around}";
    }

    /// <summary>The name in the block of a member's name in the model.</summary>
    public string Member(string name) => name.Substring(Name.Length);
}
