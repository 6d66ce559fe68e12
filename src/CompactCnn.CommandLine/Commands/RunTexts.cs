namespace CompactCnn.CommandLine;

/// <summary>What options that several commands take mean for one of them.</summary>
/// <param name="Epochs">For <c>--epochs</c>.</param>
/// <param name="FineTune">For <c>--fine-tune</c>.</param>
/// <param name="LearningRate">For <c>--learning-rate</c>.</param>
/// <param name="Validation">For <c>--validation</c>: what the images held out are for.</param>
/// <param name="Threads">For <c>--threads</c>.</param>
/// <param name="Folder">For <c>--out</c>: what goes where.</param>
internal sealed record RunTexts(string Epochs, string FineTune, string LearningRate, string Validation, string Threads, string Folder);
