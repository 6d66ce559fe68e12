namespace CompactCnn.Runtime.Tests;

/// <summary>Contract 5: checkpoints that are damaged, foreign or cannot be written.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly CheckpointedRun _run = new();

    public void Dispose()
    {
        FaultPoints.Reached = null;
        _run.Dispose();
    }

    [Fact]
    public void TruncatedAtAnyLengthItIsRefusedByName()
    {
        byte[] file = Written();
        var random = new Random(8);
        foreach (int length in Enumerable.Range(0, 50).Select(_ => random.Next(file.Length)))
        {
            File.WriteAllBytes(_run.PathOf(4), file[..length]);
            AssertRefused(length);
        }
    }

    [Fact]
    public void WithAnyBitFlippedItIsRefusedByName()
    {
        byte[] file = Written();
        var random = new Random(9);
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. file];
            // Headers are short: half of the flips go there.
            int position = random.Next(i % 2 == 0 ? SafetensorsText.DataStart(file) : file.Length);
            damaged[position] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_run.PathOf(4), damaged);
            AssertRefused(position);
        }
    }

    [Fact]
    public void ForeignAndNewerFilesAreNamed()
    {
        byte[] file = Written();
        string path = _run.PathOf(4);
        using Network full = CheckpointedRun.Model.Create();
        CheckpointedRun.Model.Save(full, path);
        Expect($"'{path}' is no checkpoint: it holds the network 'full', but 'checkpoint' was expected; give a file that a run wrote into its folder of checkpoints");
        File.WriteAllBytes(path, file);
        CheckpointedRun.Forge(path, text => text.Metadata["compactcnn"] = "4");
        Expect($"'{path}' has version '4' of CompactCnn's texts, but 2 to 3 are read here; resume with the version of the library that wrote it");
        // Found by fuzzing: what a file says must not command the terminal.
        File.WriteAllBytes(path, file);
        CheckpointedRun.Forge(path, text => text.Metadata["network"] = "\u001b[2J\n" + new string('x', 500));
        Expect($"'{path}' is no checkpoint: it holds the network '?[2J?{new string('x', 75)}...', but 'checkpoint' was expected; give a file that a run wrote into its folder of checkpoints");
        File.WriteAllBytes(path, file);
        CheckpointedRun.Forge(path, text => text.Metadata["step"] = "\u001b");
        Expect($"'{path}' has the step '?', which is no whole number of 0 or more; resume from an earlier one");
        File.Delete(path);
        Expect($"'{path}' does not exist; give the path of a file that Save wrote");

        void Expect(string sentence) => Assert.Equal(sentence, Assert.Throws<CheckpointException>(() => Checkpoint.Open(path)).Message);
    }

    [Fact]
    public void WhatIsForgedIsCheckedBeforeItIsBelieved()
    {
        byte[] file = Written();
        string path = _run.PathOf(4);
        Forged(text => text.Header["loop.batch"]!["shape"] = new System.Text.Json.Nodes.JsonArray(1, 1), "'loop.batch' as Int64 [1, 1], but this run expects Int64 in one row");
        Forged(text => text.Metadata["step"] = "-4", "has the step '-4', which is no whole number of 0 or more");
        Forged(text => text.Metadata["settings"] = "[]", "has settings that are no table of texts");
        Forged(text => text.Metadata.Remove("phase"), "does not say its phase");
        Forged(text => text.Metadata["declaration"] = "[null]", "has declaration that is no list of texts");
        Forged(text => text.Metadata["declaration"] = "[\"Conv1: more\"]", "is of another declaration of 'NormedHead': it has 'Conv1: more' where the declaration has 'Conv1: convolution, kernel 3, ");
        Forged(
            text =>
            {
                System.Text.Json.Nodes.JsonNode entry = text.Header["training.selection.gate.Conv1.arms"]!;
                text.Data[(int)entry["data_offsets"]![0]!] = 6;
            },
            "has 'training.selection.gate.Conv1.arms' as [6, ");

        void Forged(Action<SafetensorsText> change, string expected)
        {
            File.WriteAllBytes(path, file);
            CheckpointedRun.Forge(path, change);
            using TrainingData data = CheckpointedRun.Data();
            using Network full = CheckpointedRun.Model.Create();
            Dictionary<string, byte[]> before = Bits.Of(full);
            CheckpointException exception = Assert.Throws<CheckpointException>(() =>
                CheckpointedRun.Model.Train(full, data, CheckpointedRun.Options, resumeFrom: Checkpoint.Open(path)));
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
            Assert.Contains($"'{path}'", exception.Message, StringComparison.Ordinal);
            Assert.Empty(Bits.Differences(before, Bits.Of(full)));
        }
    }

    [Fact]
    public void TheOneBeforeADamagedOneIsUsedIfAsked()
    {
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish();
        TrainingOptions options = CheckpointedRun.Options with { Checkpoints = _run.Checkpoints(every: 2, keep: 2) };
        _run.StopAfter(8, options);
        File.WriteAllBytes(_run.PathOf(8), File.ReadAllBytes(_run.PathOf(8))[..^1]);
        string message = Assert.Throws<CheckpointException>(() => Checkpoint.Latest(_run.Folder)).Message;
        Assert.EndsWith($"; the one before it is '{_run.PathOf(6)}'", message, StringComparison.Ordinal);
        Checkpoint checkpoint = Checkpoint.Latest(_run.Folder, skipDamaged: true)!;
        Assert.Equal((6L, message), (checkpoint.Step, Assert.Single(checkpoint.Warnings)));
        // The damaged one is no reason to delete a good one: it is written anew when its step is reached.
        _run.StopAfter(7, options, checkpoint);
        Assert.Equal([_run.PathOf(6), _run.PathOf(7), _run.PathOf(8)], Directory.GetFiles(_run.Folder).Order(StringComparer.Ordinal));
        CheckpointedRun.Finish(options, Checkpoint.Latest(_run.Folder, skipDamaged: true)).AssertSame(whole);
        Assert.Equal([_run.PathOf(14), _run.PathOf(15)], Directory.GetFiles(_run.Folder).Order(StringComparer.Ordinal));

        File.WriteAllText(_run.PathOf(14), "");
        File.WriteAllText(_run.PathOf(15), "");
        Assert.EndsWith("; there is none before it", Assert.Throws<CheckpointException>(() => Checkpoint.Latest(_run.Folder, skipDamaged: true)).Message, StringComparison.Ordinal);
        Assert.Null(Checkpoint.Latest(_run.FineTuneFolder));
    }

    [Fact]
    public void AFolderOfAnotherRunIsRefused()
    {
        _run.StopAfter(3);
        using TrainingData data = CheckpointedRun.Data();
        using Network full = CheckpointedRun.Model.Create();
        Assert.Equal(
            $"the folder '{_run.Folder}' holds checkpoints of another run, the newest 'checkpoint-000000003.safetensors'; resume from it, delete it, or give another folder",
            Assert.Throws<CheckpointException>(() => CheckpointedRun.Model.Train(full, data, CheckpointedRun.Options with { Checkpoints = _run.Checkpoints() })).Message);
    }

    [Fact]
    public void AFolderThatCannotBeWrittenToIsRefusedBeforeTheRun()
    {
        using var folder = new TemporaryFolder();
        string taken = folder.Write("taken", []);
        using TrainingData data = CheckpointedRun.Data();
        using Network full = CheckpointedRun.Model.Create();
        var progress = new RecordedProgress();
        CheckpointException exception = Assert.Throws<CheckpointException>(() =>
            CheckpointedRun.Model.Train(full, data, CheckpointedRun.Options with { Checkpoints = _run.Checkpoints() with { Folder = taken } }, progress));
        Assert.StartsWith($"the folder of checkpoints '{taken}' cannot be written to: ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(progress.Reports);
    }

    [Theory]
    [InlineData((int)FaultPoint.BeforeWrite)]
    [InlineData((int)FaultPoint.InWrite)]
    [InlineData((int)FaultPoint.AfterWrite)]
    [InlineData((int)FaultPoint.BeforeRename)]
    public void AFullDiskEndsTheRunAndLeavesTheLastGoodOne(int point)
    {
        CheckpointedRun.Outcome whole = CheckpointedRun.Finish();
        using TrainingData data = CheckpointedRun.Data();
        using Network full = CheckpointedRun.Model.Create(seed: 6);
        TrainingOptions options = CheckpointedRun.Options with { Checkpoints = _run.Checkpoints(every: 4) };
        var progress = new RecordedProgress(report =>
        {
            if (report.Step == 5)
            {
                FaultPoints.Reached = reached =>
                {
                    if ((int)reached == point)
                    {
                        throw new IOException("No space left on device");
                    }
                };
            }
        });
        CheckpointWriteException exception = Assert.Throws<CheckpointWriteException>(() => CheckpointedRun.Model.Train(full, data, options, progress));
        Assert.Equal($"the checkpoint '{_run.PathOf(8)}' could not be written: No space left on device; the last good checkpoint is '{_run.PathOf(4)}'; make room and resume", exception.Message);
        Assert.Equal([_run.PathOf(4)], Directory.GetFiles(_run.Folder));
        FaultPoints.Reached = null;
        CheckpointedRun.Finish(options, Checkpoint.Latest(_run.Folder)).AssertSame(whole);
    }

    [Fact]
    public void WhatAKilledRunLeftHalfWrittenIsRemoved()
    {
        _run.StopAfter(3);
        File.WriteAllText(_run.PathOf(6) + ".0a1b2c3d.tmp", "half");
        File.WriteAllText(Path.Combine(_run.Folder, "notes.tmp"), "the user's");
        CheckpointedRun.Finish(CheckpointedRun.Options with { Checkpoints = _run.Checkpoints(keep: 1) }, Checkpoint.Latest(_run.Folder));
        Assert.Equal(["checkpoint-000000015.safetensors", "notes.tmp"], Directory.GetFiles(_run.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ARunThatDivergesNamesStepLayerLearningRateAndTheLastGoodCheckpoint()
    {
        int batches = 0;
        using TrainingData data = SyntheticData.For(CheckpointedRun.Model.Graph, 80, seed: 1, transform: (images, context) =>
            context is { Training: true, Epoch: 1, Batch: 2 } && ++batches > 0 ? images * float.PositiveInfinity : images + 0);
        using Network full = CheckpointedRun.Model.Create();
        TrainingOptions options = CheckpointedRun.Options with { Checkpoints = _run.Checkpoints(every: 5), Schedule = LearningRateSchedule.Constant };
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => CheckpointedRun.Model.Train(full, data, options));
        Assert.Equal(
            $"'NormedHead' was given a batch at step 8 whose image 0 holds NaN or infinity; take it out, or change the transform that made it so; the last good checkpoint is '{_run.PathOf(5)}'",
            exception.Message);
        Assert.Equal((8, 0.05, _run.PathOf(5)), (exception.Step, exception.LearningRate, exception.Checkpoint));
        Assert.Equal(5, Checkpoint.Latest(_run.Folder)!.Step);
    }

    [Fact]
    public void NoCheckpointHoldsNumbersThatAreNotFinite()
    {
        using TrainingData data = CheckpointedRun.Data();
        using Network full = CheckpointedRun.Model.Create();
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => CheckpointedRun.Model.Train(full, data, CheckpointedRun.Options with
        {
            Checkpoints = _run.Checkpoints(),
            Optimizer = new Sgd { LearningRate = 1e30 },
        }));
        Assert.Matches(@"at step \d+ with the learning rate .*, first seen in '", exception.Message);
        Assert.All(Directory.GetFiles(_run.Folder), path => Checkpoint.Open(path));
    }

    /// <summary>A checkpoint of step 4, and no other.</summary>
    private byte[] Written()
    {
        _run.StopAfter(4);
        return File.ReadAllBytes(_run.PathOf(4));
    }

    private void AssertRefused(int position)
    {
        Exception? exception = Record.Exception(() => Checkpoint.Open(_run.PathOf(4)));
        Assert.True(exception is CheckpointException, $"{position}: {exception}");
        Assert.Contains($"'{_run.PathOf(4)}'", exception.Message, StringComparison.Ordinal);
    }
}
