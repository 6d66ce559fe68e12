using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using TorchSharp;

namespace CompactCnn.CommandLine;

/// <summary>A comparison: every cell of a grid that is not done yet.</summary>
internal sealed record CompareRun
{
    /// <summary>The models and data sets of the program, and what ends the work early.</summary>
    public required ProgramContext Context { get; init; }

    public required DeclaredModel Model { get; init; }

    /// <summary>What all cells have in common; method, fraction and seed are each cell's own.</summary>
    public required CellRequest Template { get; init; }

    public required IReadOnlyList<ComparisonMethod> Methods { get; init; }

    public required IReadOnlyList<double> Fractions { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Where the data set's files are; null: the usual places.</summary>
    public required string? DataFolder { get; init; }

    public required bool Offline { get; init; }

    /// <summary>Whether pictures that cannot be read are left out.</summary>
    public required bool SkipBad { get; init; }

    /// <summary>What becomes of freed memory, as <see cref="ChoiceOption.Allocator"/> names it.</summary>
    public required string Allocator { get; init; }

    /// <summary>What threads do between two pieces of work, as <see cref="ChoiceOption.WaitingThreads"/> names it.</summary>
    public required string WaitingThreads { get; init; }

    /// <summary>Cells that run at the same time, each in a process of its own.</summary>
    public required int Jobs { get; init; }

    /// <summary>Where the results go.</summary>
    public required string ResultFolder { get; init; }

    /// <summary>Does it.</summary>
    public void Execute(CommandOutput output)
    {
        CancellationToken cancellation = Context.Interruption.Token;
        IReadOnlyList<Cell> cells = Cell.Grid(Methods, Fractions, Seeds);
        foreach (Cell cell in cells)
            cell.Method.Check(Request(cell), Model);

        using RunFolder folder = RunFolder.Take(ResultFolder);
        var store = new CellStore(ResultFolder);
        CheckSameRequests(cells, store);
        WarnOfOtherBuilds(cells, store);
        TorchLoading.Require();
        _ = ComputeDevice.Of(Template.Asked.Device);
        (int images, string data) = LookAtImages(cells, store);
        store.Prepare();
        try
        {
            Cell[] open = [.. cells.Where(cell => store.Find(cell) is null)];
            if (open.Length > 0)
                (this with { Template = Template with { Data = data } }).RunAll(open, cells.Count, images, store, cancellation);
        }
        catch (OperationCanceledException exception)
        {
            int kept = cells.Count(cell => store.Find(cell) is not null);
            throw new InterruptedException($"interrupted; {kept} of {cells.Count} cells are done and kept in '{ResultFolder}', and the same command goes on with the next", exception);
        }

        string[] missing = [.. cells.Where(cell => store.Find(cell) is null).Select(cell => cell.Name)];
        CellSummary[] done = [.. cells.Select(cell => (cell, store.Find(cell))).Where(pair => pair.Item2 is not null).Select(pair => CellSummary.Of(pair.cell, pair.Item2!))];
        CompareResult result = new(Model.Name, Template.Asked.Dataset, ResultFolder, cells.Count, done, missing);
        Print(output, result);
        output.WriteJson(result, ResultJson.Plain.CompareResult);
        if (missing.Length > 0)
            throw new WorkFailedException($"{missing.Length} of {cells.Count} cells failed ({string.Join(", ", missing)}); see the messages above, and run compare again to try them again");
    }

    /// <summary>Arguments that the process of a cell must be given beside its request.</summary>
    public IEnumerable<string> SharedArguments() =>
    [
        .. DataFolder is null ? (string[])[] : ["--data", DataFolder],
        .. Offline ? (string[])["--offline"] : [],
        .. SkipBad ? (string[])["--skip-bad"] : [],
        ChoiceOption.AllocatorName, Allocator,
        ChoiceOption.WaitingThreadsName, WaitingThreads,
    ];

    private void RunAll(Cell[] open, int all, int images, CellStore store, CancellationToken cancellation)
    {
        // Cells are trained on as many.
        ComputeDevice.UseThreads(Template.Asked.Threads);
        int threads = torch.get_num_threads();
        CommandOutput.WriteRemark(string.Create(CultureInfo.InvariantCulture, $"timing a few steps at each width, on {threads} {(threads == 1 ? "thread" : "threads")}, to plan {open.Length} of {all} cells"));
        var plan = new ComparisonPlan(Model, Fractions, images, cell => Request(cell).Settings());
        double[] planned = [.. open.Select(cell => plan.Of(cell).Seconds)];
        double speed = 1.0 / Math.Min(Jobs, open.Length);
        double finished = 0;
        int begun = 0;
        var clock = Stopwatch.StartNew();
        CommandOutput.WriteRemark($"planned: {Figures.Clock(TimeSpan.FromSeconds(planned.Sum()))} of training; stop at any time, and the same command resumes with the next cell");
        using var queue = new CellQueue(open);
        var jobs = new Task[Math.Min(Jobs, open.Length)];
        for (int job = 0; job < jobs.Length; job++)
            jobs[job] = Task.Factory.StartNew(RunJob, TaskCreationOptions.LongRunning);

        try
        {
            Task.WaitAll(jobs, CancellationToken.None);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        void RunJob()
        {
            while (queue.Take(cancellation) is { } cell)
            {
                try
                {
                    RunOne(cell);
                }
                finally
                {
                    queue.Done(cell);
                }
            }
        }

        void RunOne(Cell cell)
        {
            string left = Figures.Clock(TimeSpan.FromSeconds(speed * (planned.Sum() - finished)));
            CommandOutput.WriteRemark(string.Create(CultureInfo.InvariantCulture, $"cell {all - open.Length + Interlocked.Increment(ref begun)}/{all}, {cell.Name}; {left} left"));
            // A run of hours does not end because one cell diverged: the others continue, and the failed ones are named at the end.
            if (cell.After is { } needed && store.Find(needed) is null)
                CommandOutput.WriteRemark($"{cell.Name}: left out, for '{needed.Name}' failed");
            else if (CellProcess.Run(Request(cell), this, cancellation) && store.Find(cell) is { } result)
                CommandOutput.WriteRemark($"{cell.Name}: {Figures.Percent(result.Accuracy)} on the {result.MeasuredOn} images, {Figures.Seconds(TimeSpan.FromSeconds(result.Seconds))} seconds");

            lock (queue)
            {
                finished += planned[Array.IndexOf(open, cell)];
                // Evaluation and loading are not planned, and jobs share the machine: what the cells so far took corrects the rest.
                speed = clock.Elapsed.TotalSeconds / finished;
            }
        }
    }

    private CellRequest Request(Cell cell) => Template.For(cell);

    /// <summary>A folder holds one comparison: results of other settings must not be mixed with these.</summary>
    private void CheckSameRequests(IReadOnlyList<Cell> cells, CellStore store)
    {
        foreach (Cell cell in cells)
        {
            if (store.Find(cell) is { } done && done.Request.Differences(Request(cell), "asked") is { Length: > 0 } differences)
                throw new UsageException($"'{store.ResultPath(cell)}' is of other settings ({differences}); give another --out, or the settings of that comparison");
        }
    }

    /// <summary>A default that has changed since is in no request, so that only the build tells such cells apart.</summary>
    private void WarnOfOtherBuilds(IReadOnlyList<Cell> cells, CellStore store)
    {
        string build = Machine.Build();
        string[] others = [.. cells.Select(cell => store.Find(cell)?.Environment.CompactCnn).OfType<string>().Where(other => other != build)];
        if (others.Length > 0)
            CommandOutput.WriteRemark($"warning: {others.Length} of {cells.Count} cells in '{ResultFolder}' are of another build ({string.Join(", ", others.Distinct())}) than this one, {build}; defaults may differ, so give another --out to compare like with like");
    }

    /// <summary>Says what is trained on, once for all cells.</summary>
    private (int Count, string Data) LookAtImages(IReadOnlyList<Cell> cells, CellStore store)
    {
        CellRequest request = Request(Cell.Of(Methods[0], Fractions[0], Seeds[0]));
        var source = new DatasetRequest { Folder = DataFolder, Offline = Offline, SkipBad = SkipBad, Cancellation = Context.Interruption.Token };
        using CellData data = CellCommand.Load(Context, Model, request, source, CommandOutput.Progress());
        string images = CheckSameImages(cells, store, data.Whole);
        DataSummary.Write(data.Data);
        if (data.Data.LeftOut.Count > 0)
            OutputFolder.Prepare(ResultFolder).Write(DataSummary.LeftOutFile, DataSummary.Lines(data.Data.LeftOut));

        return (data.Train.Count, images);
    }

    /// <summary>A folder of pictures may change between two starts, and with it what a label stands for.</summary>
    /// <returns>What the images are, as the cells that are done say it, or else as it is known now.</returns>
    private static string CheckSameImages(IReadOnlyList<Cell> cells, CellStore store, string data)
    {
        string? said = null;
        foreach (Cell cell in cells)
        {
            if (store.Find(cell)?.Request.Data is not { } before)
                continue;

            if (!CellData.IsSame(before, data))
                throw new UsageException($"'{store.ResultPath(cell)}' is of other images ({before} there, {data} now); give another --out, or the images of that comparison");

            said ??= before;
        }

        return said ?? data;
    }

    private static void Print(CommandOutput output, CompareResult result)
    {
        output.WriteText(TextTable.Of(
            ["cell", "accuracy", "parameters", "MACs", "training MACs", "seconds"],
            result.Cells.Select(cell => (IReadOnlyList<string>)
            [
                cell.Cell, Figures.Percent(cell.Accuracy), Figures.Count(cell.Parameters), Figures.Count(cell.Macs), Figures.Giga(cell.TrainingMacs), Figures.Seconds(TimeSpan.FromSeconds(cell.Seconds)),
            ]),
            textColumns: 1));
        output.WriteText($"\nreport with {ProgramCommand.Text(ShellText.Of(["report", result.Folder]))}");
    }
}

/// <summary>What compare found, for programs.</summary>
internal sealed record CompareResult(string Model, string Dataset, string Folder, int Count, IReadOnlyList<CellSummary> Cells, IReadOnlyList<string> Failed);

/// <summary>A cell's figures.</summary>
internal sealed record CellSummary(string Cell, string Method, double Active, long Seed, double Accuracy, long Parameters, long Macs, long TrainingMacs, double Seconds)
{
    public static CellSummary Of(Cell cell, CellResult result) => new(
        cell.Name, cell.Method.Name, cell.Active, cell.Seed, result.Accuracy, result.Parameters, result.Macs, result.TrainingMacs, Math.Round(result.Seconds, 3));
}
