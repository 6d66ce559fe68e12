namespace CompactCnn.CommandLine.Tests;

/// <summary>Which exception is the user's, which the work's, and which a defect of the program.</summary>
public sealed class FaultTests
{
    [Fact]
    public void TheUsersAreTellableByType()
    {
        Assert.Equal(new Fault(ExitStatus.Usage, "the sentence"), Fault.Of(new UsageException("the sentence")));
        Assert.Equal(new Fault(ExitStatus.Usage, "the sentence"), Fault.Of(new DatasetException("the sentence")));
        Assert.Equal(new Fault(ExitStatus.Usage, "the sentence"), Fault.Of(new ModelFileException("the sentence")));
        Assert.Equal(new Fault(ExitStatus.Usage, "the sentence"), Fault.Of(new CheckpointException("the sentence")));
        Assert.Equal(new Fault(ExitStatus.Usage, "the fraction must be less; Actual value was 2"), Fault.Of(new ArgumentOutOfRangeException("fraction", 2, "the fraction must be less")));
    }

    [Fact]
    public void FailedWorkIsNotTheUsersFault()
    {
        Assert.Equal(new Fault(ExitStatus.Failure, "the loss became NaN"), Fault.Of(new TrainingDivergedException("the loss became NaN")));
        Assert.Equal(new Fault(ExitStatus.Failure, "the disk is full"), Fault.Of(new WorkFailedException("the disk is full", new IOException())));
        Assert.Equal(new Fault(ExitStatus.Failure, "the disk is full"), Fault.Of(new CheckpointWriteException("the disk is full")));
        Assert.Equal(new Fault(ExitStatus.Interrupted, "interrupted; nothing was written"), Fault.Of(new OperationCanceledException()));
        Assert.Equal(new Fault(ExitStatus.Interrupted, "go on"), Fault.Of(new InterruptedException("go on", new OperationCanceledException())));
    }

    [Fact]
    public void ADefectShowsWhereItIs()
    {
        Fault fault = Fault.Of(new InvalidOperationException("what"));
        Assert.Equal(ExitStatus.Failure, fault.Status);
        Assert.Contains("please report this: System.InvalidOperationException: what", fault.Message, StringComparison.Ordinal);
    }
}
