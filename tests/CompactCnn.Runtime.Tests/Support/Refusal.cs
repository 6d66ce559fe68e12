namespace CompactCnn.Runtime.Tests;

/// <summary>An exception as it must be: its type, the argument it names and the whole sentence.</summary>
internal static class Refusal
{
    /// <summary>An argument is refused; an option that is out of its range says what it was.</summary>
    public static void OfArgument<TException>(string argument, string sentence, Action action)
        where TException : ArgumentException
    {
        TException exception = Assert.Throws<TException>(action);
        Assert.Equal(argument, exception.ParamName);
        string actual = exception is ArgumentOutOfRangeException { ActualValue: not null } outOfRange ? $"{Environment.NewLine}Actual value was {outOfRange.ActualValue}." : "";
        Assert.Equal($"{sentence} (Parameter '{argument}'){actual}", exception.Message);
    }

    /// <summary>A file is refused.</summary>
    public static void OfFile(string sentence, Action action) =>
        Assert.Equal(sentence, Assert.Throws<ModelFileException>(action).Message);
}
