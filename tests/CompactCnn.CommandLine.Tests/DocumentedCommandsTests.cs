using System.Text.RegularExpressions;

namespace CompactCnn.CommandLine.Tests;

/// <summary>The commands that documents show are ones that the program takes, and the projects they start are there.</summary>
public sealed partial class DocumentedCommandsTests
{
    public static TheoryData<string, string> Commands
    {
        get
        {
            var commands = new TheoryData<string, string>();
            foreach (string document in Documents())
            {
                foreach (string command in CommandsOf(document).Distinct(StringComparer.Ordinal))
                    commands.Add(Path.GetRelativePath(ProgramRun.Repository, document), command);
            }

            return commands;
        }
    }

    [Fact]
    public void ThereAreCommands() => Assert.True(Commands.Count > 20);

    [Theory]
    [MemberData(nameof(Commands))]
    public void CanBeRun(string document, string command)
    {
        Assert.NotEmpty(document);
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int separator = Array.IndexOf(words, "--");
        string[] options = separator < 0 ? words : words[..separator];
        string? project = ValueOf(options, "--project") ?? options.FirstOrDefault(word => word.EndsWith(".cs", StringComparison.Ordinal));
        // A page may show the file itself, which the reader saves.
        bool isShown = File.ReadAllText(Path.Combine(ProgramRun.Repository, document)).Contains($"`{project}`", StringComparison.Ordinal);
        Assert.True(project is null || isShown || Path.Exists(Path.Combine(ProgramRun.Repository, project)), $"there is no {project}");
        if (project != "src/Examples")
            return;

        using var interruption = new Interruption();
        CommandRunner.Check(words[(separator + 1)..], Zoo.Context(interruption));
    }

    [Theory]
    [InlineData("train no-such-model")]
    [InlineData("train fashion-vgg --active 2")]
    [InlineData("nonsense")]
    public void WhatCannotBeRunIsNoticed(string arguments)
    {
        using var interruption = new Interruption();
        Assert.Throws<UsageException>(() => CommandRunner.Check(arguments.Split(' '), Zoo.Context(interruption)));
    }

    private static string? ValueOf(string[] words, string option) => Array.IndexOf(words, option) is >= 0 and int place ? words[place + 1] : null;

    private static IEnumerable<string> Documents() => Directory.EnumerateFiles(Path.Combine(ProgramRun.Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(ProgramRun.Repository, "README.md"))
        .Append(Path.Combine(ProgramRun.Repository, "CONTRIBUTING.md"))
        .Concat(Directory.EnumerateDirectories(Path.Combine(ProgramRun.Repository, "src")).Select(project => Path.Combine(project, "README.md")).Where(File.Exists))
        .Order(StringComparer.Ordinal);

    /// <summary>The lines of shell blocks, those that end with a backslash joined with the next one, without remarks.</summary>
    private static IEnumerable<string> CommandsOf(string document) => Block().Matches(File.ReadAllText(document).ReplaceLineEndings("\n"))
        .SelectMany(block => Continued().Replace(block.Groups["commands"].Value, " ").Split('\n'))
        .Select(line => Remark().Replace(line, "").Trim())
        .Where(line => line.StartsWith("dotnet run ", StringComparison.Ordinal));

    [GeneratedRegex("```sh\n(?<commands>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Remark();
}
