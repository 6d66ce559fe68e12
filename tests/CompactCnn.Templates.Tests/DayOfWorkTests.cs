using System.Diagnostics;
using System.Text.Json;
using CompactCnn.Datasets.Tests;
using SkiaSharp;

namespace CompactCnn.Templates.Tests;

/// <summary>
/// A day with a project of one's own, as people have it: pictures of several formats and in nested folders, bad ones among
/// them, a terminal that hangs up, a run that turns out too short, other pictures to evaluate on, answers, a page, an export.
/// </summary>
[Collection(PackedTests.Name)]
public sealed class DayOfWorkTests(PackedFeed feed)
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Usage = 2;
    private const int Interrupted = 130;

    private const int Width = 20;
    private const int Height = 18;
    private const string Network = "day/small-flowers-compact.safetensors";

    private static readonly string[] Train =
        ["train", "small-flowers", "--dataset", "image-folder", "--data", "garden", "--fine-tune", "1", "--batch", "8", "--seed", "3"];

    private static readonly string[] Epochs = ["--epochs", "80"];
    private static readonly string[] Longer = ["--epochs", "82"];

    private NewProject Project => feed.Project;

    [Fact]
    public void EveryStepOfADayIsRight()
    {
        WritePictures();
        TrainingRefusesBadPicturesAndLeavesThemOutWhereItIsAsked();
        if (OperatingSystem.IsWindows())
            Run([.. Train, .. Epochs, "--skip-bad", "--out", "day"], Success);
        else
            AHangUpLeavesACheckpointToResumeFrom();

        AFinishedRunIsLeftAsItIsReportedAndLengthened();
        double accuracy = OtherPicturesAreEvaluatedByTheNamesOfClasses();
        (string name, double probability) = EveryPictureThatCanBeReadIsAnswered(accuracy);
        TheExportAnswersAlike(name, probability);
    }

    private void TrainingRefusesBadPicturesAndLeavesThemOutWhereItIsAsked()
    {
        CommandRun refused = Run([.. Train, .. Epochs, "--out", "whole"], Usage);
        Assert.Empty(refused.Output);
        string sentence = Assert.Single(refused.Errors.TrimEnd().Split('\n'));
        Says(sentence, "cut.jpg' is refused: ", "words.png' is refused: ", "--skip-bad");
        Assert.False(Directory.Exists(Project.Of("whole")));

        CommandRun trained = Run([.. Train, .. Epochs, "--skip-bad", "--out", "whole"], Success);
        Says(trained.Errors, "garden: 3 classes, 24 images to train on, 9 to test on");
        string[] leftOut = File.ReadAllLines(Project.Of("whole/left-out.txt"));
        Assert.Equal(["cut.jpg", "words.png"], leftOut.Select(line => Path.GetFileName(line.Split('\t')[0])));
    }

    /// <summary>What the hung up run comes to is, bit for bit, what the undisturbed one came to.</summary>
    private void AHangUpLeavesACheckpointToResumeFrom()
    {
        string[] command = [.. Train, .. Epochs, "--skip-bad", "--out", "day"];
        using (Process process = Project.Start(command))
        {
            while (process.StandardError.ReadLine()?.StartsWith("training ", StringComparison.Ordinal) == false)
            {
            }

            PackedFeed.Run("sh", Project.Of("."), ["-c", $"kill -{HangUp()} {process.Id}"]).Succeeded();
            CommandRun run = PackedFeed.Finish(process);
            Assert.Equal((Interrupted, ""), (run.Status, run.Output));
            Says(run.Errors, "interrupted; the same command with --resume ", " from 'day/checkpoints/training/checkpoint-");
        }

        Assert.False(File.Exists(Project.Of(Network)));
        Says(Run(command, Usage).Errors, "of a run that was not finished; add --resume");
        Says(Run([.. command, "--resume"], Success).Errors, "\nresuming from 'day/checkpoints/training/checkpoint-");
        Assert.Equal(NetworkIn("whole"), NetworkIn("day"));
    }

    /// <summary>Where nohup started the tests, programs ignore hang-ups, as they should; SIGTERM is treated alike.</summary>
    private static string HangUp()
    {
        const string status = "/proc/self/status";
        string? ignored = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return ignored is not null && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 1) != 0 ? "TERM" : "HUP";
    }

    private void AFinishedRunIsLeftAsItIsReportedAndLengthened()
    {
        string[] command = [.. Train, "--skip-bad", "--out", "day"];
        byte[] network = NetworkIn("day");
        Says(Run([.. command, .. Epochs], Success).Output, "this run is finished, and nothing was done");
        Says(Run([.. command, .. Epochs, "--report"], Success).Output, "nothing was trained", "report  ");
        Says(File.ReadAllText(Project.Of("day/report.html")), "<figure id=\"learning-accuracy\">");
        Assert.Equal(network, NetworkIn("day"));

        Says(Run([.. command, .. Longer], Usage).Errors, "--epochs 80 there, 82 given); add --resume");
        CommandRun longer = Run([.. command, .. Longer, "--resume", "--json"], Success);
        Says(longer.Errors, "after step 240 of 240, up to 82 epochs");
        Assert.True(Json(longer).GetProperty("compact").GetProperty("accuracy").GetDouble() > 60, longer.Said);
        Assert.NotEqual(network, NetworkIn("day"));
    }

    /// <summary>There are fewer classes, so that each has another place than in the network.</summary>
    private double OtherPicturesAreEvaluatedByTheNamesOfClasses()
    {
        JsonElement evaluated = Json(Run(["eval", Network, "--dataset", "image-folder", "--data", "others", "--json"], Success));
        Assert.Equal(8, evaluated.GetProperty("images").GetInt32());
        IEnumerable<string?> classes = evaluated.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("name").GetString());
        Assert.Equal(["rose", "violet"], classes);
        CommandRun unknown = Run(["eval", Network, "--dataset", "image-folder", "--data", "unknown"], Usage);
        Says(unknown.Errors, "'tulip' is not among those known, 'daisy', 'rose', 'violet'");
        return evaluated.GetProperty("accuracy").GetDouble();
    }

    private (string Class, double Probability) EveryPictureThatCanBeReadIsAnswered(double accuracy)
    {
        const string cut = "garden/train/rose/cut.jpg";
        CommandRun run = Run(["predict", Network, "others/rose", cut, "others/violet", "plain.png", "--json"], Failure);
        Says(run.Errors, $"1 of 10 could not be answered: '{cut}' is refused: ");
        Assert.Equal(cut, Assert.Single(Json(run).GetProperty("refused").EnumerateArray()).GetProperty("image").GetString());
        (string Image, string Class, double Probability)[] answers =
        [
            .. Json(run).GetProperty("predictions").EnumerateArray().Select(one =>
                (one.GetProperty("image").GetString()!, one.GetProperty("class").GetString()!, one.GetProperty("probability").GetDouble())),
        ];
        Assert.Equal(9, answers.Length);
        // The same pictures as were evaluated, and as many right.
        int right = answers[..8].Count(answer => answer.Image.Contains(answer.Class, StringComparison.Ordinal));
        Assert.Equal(accuracy, 100.0 * right / 8, 6);
        Assert.Equal("plain.png", answers[8].Image);
        return (answers[8].Class, answers[8].Probability);
    }

    private void TheExportAnswersAlike(string name, double probability)
    {
        Run(["export", Network, "--format", "onnx", "--out", "day.onnx"], Success);
        OnnxAnswer answer = OnnxAnswer.For(Project.Of("day.onnx"), SKColors.Crimson);
        Assert.Equal(name, answer.Class);
        Assert.Equal(probability, answer.Probability, 1e-3);
    }

    private CommandRun Run(string[] arguments, int status)
    {
        CommandRun run = Project.Run(arguments);
        Assert.True(status == run.Status, $"{string.Join(' ', arguments)} ended with {run.Status}: {run.Said}");
        return run;
    }

    private byte[] NetworkIn(string folder) => File.ReadAllBytes(Project.Of($"{folder}/small-flowers-compact.safetensors"));

    private static void Says(string said, params string[] pieces) =>
        Assert.All(pieces, piece => Assert.Contains(piece, said, StringComparison.Ordinal));

    private static JsonElement Json(CommandRun run) => JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]).RootElement;

    /// <summary>Discs of gold, squares of crimson and triangles of indigo, each at another place before another grey.</summary>
    private void WritePictures()
    {
        for (int picture = 1; picture <= 8; picture++)
        {
            Project.Write($"garden/train/daisy/{picture}.png", Shape("daisy", picture));
            string nested = picture > 5 ? "2024/" : "";
            Project.Write($"garden/train/rose/{nested}{picture}.jpg", Shape("rose", picture, SKEncodedImageFormat.Jpeg));
            bool isWebp = picture == 8;
            SKEncodedImageFormat format = isWebp ? SKEncodedImageFormat.Webp : SKEncodedImageFormat.Png;
            Project.Write($"garden/train/violet/{picture}.{(isWebp ? "webp" : "png")}", Shape("violet", picture, format));
        }

        foreach (string name in (string[])["daisy", "rose", "violet"])
        {
            for (int picture = 11; picture <= 13; picture++)
                Project.Write($"garden/Val/{name}/{picture}.png", Shape(name, picture));
        }

        for (int picture = 21; picture <= 24; picture++)
        {
            Project.Write($"others/rose/{picture}.png", Shape("rose", picture));
            Project.Write($"others/violet/{picture}.png", Shape("violet", picture));
        }

        byte[] whole = Shape("rose", 9, SKEncodedImageFormat.Jpeg);
        Project.Write("garden/train/rose/cut.jpg", whole[..(whole.Length / 2)]);
        Project.Write("garden/Val/violet/words.png", "a violet, seen in May"u8.ToArray());
        Project.Write("unknown/tulip/1.png", Shape("rose", 31));
        Project.Write("plain.png", PictureBytes.Plain(SKColors.Crimson, Width, Height));
    }

    private static byte[] Shape(string name, int seed, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        (float left, float top, byte grey) = (6 + seed % 3, 5 + seed % 4, (byte)(90 + 5 * seed));
        var ground = new SKColor(grey, grey, grey);
        return PictureBytes.Encode(Width, Height, (column, row) => Colour(name, column - left, row - top) ?? ground, format);
    }

    /// <summary>The colour of a shape, eight pixels wide and high, at a place; null beside it.</summary>
    private static SKColor? Colour(string name, float x, float y) => (name, x is >= 0 and < 8 && y is >= 0 and < 8) switch
    {
        ("daisy", true) when (x - 4) * (x - 4) + (y - 4) * (y - 4) <= 16 => SKColors.Gold,
        ("rose", true) => SKColors.Crimson,
        ("violet", true) when x <= y => SKColors.Indigo,
        _ => null,
    };
}
