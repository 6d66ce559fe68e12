using System.Globalization;
using CompactCnn.Generators.Declaration;

namespace CompactCnn.Generators.Graph;

/// <summary>Checks the arguments of one attribute and notes what is wrong.</summary>
/// <param name="subject">Name of the layer, or of the class for the marker.</param>
/// <param name="site">The attribute.</param>
/// <param name="issues">Takes what is wrong.</param>
internal sealed class ArgumentCheck(string subject, IssueSite site, ICollection<Issue> issues)
{
    /// <summary>True if nothing was wrong so far.</summary>
    public bool Passed { get; private set; } = true;

    /// <summary>A number must not be below a limit.</summary>
    public void AtLeast(int limit, string argument, long value)
    {
        if (value < limit)
        {
            Fail(argument, $"{Text(limit)} or more", Text(value));
        }
    }

    /// <summary>Neither side of a size must be below a limit.</summary>
    public void BothAtLeast(int limit, string argument, Sides size)
    {
        if (size.IsSquare)
        {
            AtLeast(limit, argument, size.Height);
            return;
        }

        AtLeast(limit, argument + nameof(size.Height), size.Height);
        AtLeast(limit, argument + nameof(size.Width), size.Width);
    }

    /// <summary>A value must be one of those that its enumeration names.</summary>
    public void Defined<T>(string argument, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(typeof(T), value))
        {
            Fail(argument, "one of " + string.Join(", ", Enum.GetNames(typeof(T))), value.ToString());
        }
    }

    /// <summary>The classifier must not state an option of hidden layers.</summary>
    public void Absent<T>(string option, T? value)
        where T : struct
    {
        if (value is not null)
        {
            Fail(Rule.ClassifierOption, option);
        }
    }

    /// <summary>An argument is not what it must be.</summary>
    public void Fail(string argument, string expected, string found) => Fail(Rule.BadArgument, argument, expected, found);

    /// <summary>Another rule is broken.</summary>
    public void Fail(Rule rule, params string[] arguments)
    {
        Passed = false;
        issues.Add(new Issue(rule, site, [$"'{subject}'", .. arguments]));
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
