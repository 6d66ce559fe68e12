namespace CompactCnn.CommandLine.Tests;

/// <summary>Bad arguments and input: status 2, one line that names the fault and the mend, nothing on standard output.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "no command was given", "quickstart, models, cost, train, compare, report, eval, predict, export, inspect, data, doctor, help")]
    [InlineData("trian", "there is no command 'trian'; did you mean 'train'? the nearest of 13 are train, ")]
    [InlineData("help trian", "there is no command 'trian'; did you mean 'train'? the nearest of 13 are train, ")]
    [InlineData("--jsno", "there is no option '--jsno'", "--help")]
    [InlineData("models extra", "'extra' is one argument too many for 'models'")]
    [InlineData("cost", "MODEL is missing", "as the command models lists them")]
    [InlineData("cost vgg16-cifar", "there is no model 'vgg16-cifar'", "did you mean 'vgg16-cifar10'? the nearest of", "are vgg16-cifar10, vgg16-cifar100, vgg11-cifar10")]
    [InlineData("cost small-vgg --actve 0.5", "there is no option '--actve' of 'cost'", "did you mean '--active'? the nearest of 6 are --active, ")]
    [InlineData("train small-vgg --lr 0.1", "there is no option '--lr' of 'train'; did you mean '--learning-rate'? the nearest of ")]
    [InlineData("train small-vgg --batch-size 8", "there is no option '--batch-size' of 'train'; did you mean '--batch'?")]
    [InlineData("cost --actve 0.5", "there is no option '--actve' of 'cost'", "did you mean '--active'?")]
    [InlineData("cost small-vgg --active", "--active needs a value", "above 0 and at most 1")]
    [InlineData("cost small-vgg --convention flops", "--convention must be macs or ptflops, but is 'flops'")]
    [InlineData("cost small-vgg --active 0.5 --active 0.6", "--active was given 2 times")]
    public void ArgumentsThatAreNotKnown(string arguments, params string[] expected) => Run(arguments).AssertRefused(expected);

    [Theory]
    [InlineData("0")]
    [InlineData("-0.1")]
    [InlineData("1.5")]
    [InlineData("NaN")]
    [InlineData("0,5")]
    [InlineData("half")]
    public void AnActiveFractionOutOfRange(string value) =>
        Run($"cost small-vgg --active {value}").AssertRefused($"--active must be a number above 0 and at most 1, but is '{value}'");

    [Theory]
    [InlineData("--active 1.0001", "--active must be a number above 0 and at most 1, but is '1.0001'")]
    [InlineData("--epochs -1", "--epochs must be a whole number, 0 to", "but is '-1'")]
    [InlineData("--epochs 99999999999", "--epochs must be a whole number")]
    [InlineData("--fine-tune -3", "--fine-tune must be a whole number, 0 to", "but is '-3'")]
    [InlineData("--epochs 2 --warmup 3", "--warmup cannot be 3: the epochs before channels shrink must be 0 to all 2; give fewer, or the run more")]
    [InlineData("--epochs 2 --teacher-epochs 2", "--teacher-epochs cannot be 2: a teacher must be trained for fewer epochs than all 2; give it fewer, or the run more")]
    [InlineData("--epochs 5 --teacher-epochs 3 --warmup 3", "--warmup cannot be 3: the epochs before channels shrink must be 0 to the 2 after the teacher's; give fewer, or the run more")]
    [InlineData("--batch 1", "--batch must be a whole number, 2 to", "but is '1'")]
    [InlineData("--batch 7000", "--batch must be at most the number of training images, 6000, but is 7000")]
    [InlineData("--precision fp16", "--precision must be float32 or bf16, but is 'fp16'")]
    [InlineData("--memory-layout nhwc", "--memory-layout must be contiguous or channels-last, but is 'nhwc'")]
    [InlineData("--allocator jemalloc", "--allocator must be fast, small or system, but is 'jemalloc'")]
    [InlineData("--waiting-threads nap", "--waiting-threads must be sleep or spin, but is 'nap'")]
    [InlineData("--budget foo", "--budget must be per-layer, global, parameters or macs, or a whole number above 0 of them", "but is 'foo'")]
    [InlineData("--budget global=5", "--budget must be", "but is 'global=5'")]
    [InlineData("--budget macs=0", "--budget must be", "but is 'macs=0'")]
    [InlineData("--budget macs=1000", "the budget allows 'FashionVgg' 1000 multiply-accumulates, but its minimum widths take ")]
    [InlineData("--budget macs=2000000 --active 0.5", "--budget gives a limit and --active a fraction of the same; leave one out")]
    [InlineData("--selector ucb", "--selector must be cucb, greedy, random, epsilon-greedy, sliding-window-ucb or thompson-sampling, but is 'ucb'")]
    [InlineData("--validation x", "--validation must be a whole number, 0 to", "but is 'x'")]
    [InlineData("--validation 5937", "--validation must leave a batch of 64 images to train on, of 6000, but is 5937")]
    [InlineData("--learning-rate 0", "--learning-rate must be a number above 0, but is '0'")]
    [InlineData("--learning-rate-warmup 1", "--learning-rate-warmup must be 0 or more and below 1, but is '1'")]
    [InlineData("--checkpoint-every 0", "--checkpoint-every must be a number of steps, as 500, or of minutes, as 10m, but is '0'")]
    [InlineData("--checkpoint-every 5s", "--checkpoint-every must be a number of steps, as 500, or of minutes, as 10m, but is '5s'")]
    [InlineData("--train-images 6001", "--train-images must be at most the number of training images of 'fashion-mnist-subset', 6000, but is 6001")]
    [InlineData("--train-images 32", "--batch must be at most the number of training images, 32, but is 64")]
    [InlineData("--augment shfit", "there is no value of --augment 'shfit'; did you mean 'shift'?")]
    [InlineData("--multiple-of 0", "--multiple-of must be a whole number, 1 to")]
    [InlineData("--device gpu", "--device must be cpu, cuda, one of several as cuda:1, or mps, but is 'gpu'")]
    [InlineData("--device cuda:7", "--device cuda:7 is not there: this build of libtorch sees ")]
    [InlineData("--seed 1.5", "--seed must be a whole number, but is '1.5'")]
    [InlineData("--dataset fashon-mnist", "there is no data set 'fashon-mnist'", "did you mean 'fashion-mnist'? the nearest of 9 are fashion-mnist, ")]
    [InlineData("--data ./nowhere", "fashion-mnist-subset is built in", "./nowhere")]
    [InlineData("--dataset fashion-mnist --offline --data ./nowhere", "train-images-idx3-ubyte.gz", "nowhere", "put it in")]
    public void SettingsOfARunThatCannotBe(string options, params string[] expected)
    {
        Run($"train fashion-vgg {options}").AssertRefused(expected);
        Assert.False(Directory.Exists(_folder.Of("compactcnn-out")));
    }

    [Fact]
    public void ADataSetThatDoesNotFitTheModel() =>
        Run("train small-vgg").AssertRefused("'small-vgg' takes images of 3x32x32", "'fashion-mnist-subset' has 1x28x28", "(densenet22-fashion, fashion-vgg)");

    [Fact]
    public void ADamagedDataFile()
    {
        string data = Directory.CreateDirectory(_folder.Of("data")).FullName;
        foreach (string file in new[] { "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1" })
            File.WriteAllText(Path.Combine(data, $"{file}-ubyte.gz"), "these are no images");

        Run("train fashion-vgg --dataset fashion-mnist --offline --data data").AssertRefused("train-images-idx3-ubyte.gz");
    }

    [Theory]
    [InlineData("quickstart")]
    [InlineData("train fashion-vgg")]
    public void AFolderThatCannotBeWritten(string command)
    {
        File.WriteAllText(_folder.Of("file"), "");
        Run($"{command} --out file/out").AssertRefused("--out 'file/out' cannot be written to", "give another folder");
    }

    [Fact]
    public void ALogThatCannotBeWritten()
    {
        File.WriteAllText(_folder.Of("file"), "");
        Run("train fashion-vgg --train-images 96 --batch 16 --log .").AssertRefused("the log '.' cannot be written: ", "give another file");
        Run("train fashion-vgg --train-images 96 --batch 16 --log file/run.csv").AssertRefused("--log: the folder '", "cannot be made: ", "give another");
        Run("train fashion-vgg --train-images 96 --batch 16 --tensorboard file/events").AssertRefused("--tensorboard: the folder 'file/events' cannot be made: ", "give another");
    }

    [Fact]
    public void AnEmptyFolder() =>
        ProgramRun.In(_folder, "train", "fashion-vgg", "--out", "").AssertRefused("--out must be a folder, but is empty");

    private ProgramRun Run(string arguments) => ProgramRun.In(_folder, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
