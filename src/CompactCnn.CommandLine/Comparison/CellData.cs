using System.Security.Cryptography;
using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>The images of a cell: cut, varied and held out as its request says.</summary>
internal sealed class CellData : IDisposable
{
    /// <summary>Training images on which what happens during training is looked at; the test images are for the end.</summary>
    private const int ProbeImages = 2000;

    private const string PicturesBegin = ", pictures ";

    private readonly List<Dataset> _owned = [];
    private readonly Dataset _probe;
    private readonly bool _measuresValidation;

    /// <summary>Takes ownership of the data set, even where it does not fit.</summary>
    /// <param name="whole">The data set.</param>
    /// <param name="described">What it is, as <see cref="Describe"/> says it.</param>
    /// <param name="request">The cell.</param>
    public CellData(Dataset whole, string described, CellRequest request)
    {
        Whole = described;
        _measuresValidation = request.MeasuresValidation;
        Dataset data = Own(request.Asked.Images.Choose(whole, request.Asked.Recipe.BatchSize));
        _probe = data.Train.Count > ProbeImages ? Own(data.Subset(ProbeImages, seed: 1)) : data;
        Data = request.Asked.Images.Vary(data) is { } varied ? Own(varied) : data;
    }

    /// <summary>The data set.</summary>
    public Dataset Data { get; }

    /// <summary>What is trained on.</summary>
    public TrainingData Train => Data.Train;

    /// <summary>What the result is measured on: the images held out where that was asked for, else the test images.</summary>
    public TrainingData Measured => _measuresValidation ? Data.Train.Validation! : Data.Test;

    /// <summary>What the whole data set is: <see cref="CellRequest.Data"/>.</summary>
    public string Whole { get; }

    /// <summary>A part of the training images, not varied.</summary>
    public TrainingData Probe => _probe.Train;

    /// <summary>
    /// What must stay the same in all cells of a comparison: a folder of pictures may change in between, of which the numbers
    /// may stay.
    /// </summary>
    public static string Describe(Dataset data)
    {
        string classes = string.Join("\n", data.ClassNames.Select((name, label) => FormattableString.Invariant($"{name} {data.TrainCounts[label]} {data.TestCounts[label]}")));
        string pictures = string.Concat(Parts(data).SelectMany(part => RecordedImages.Of("", part)).Select(recorded => recorded.Value));
        return FormattableString.Invariant($"{data.ClassNames.Count} classes, {data.Train.Count} + {data.Test.Count} images, {Hash(classes)}{PicturesBegin}{Hash(pictures)}");
    }

    /// <summary>Whether images are those of a comparison; one from before checksums says less of them.</summary>
    /// <param name="before">What its cells say, as <see cref="Describe"/> says it.</param>
    /// <param name="now">The images.</param>
    public static bool IsSame(string before, string now) =>
        before == now || (!before.Contains(PicturesBegin, StringComparison.Ordinal) && now.StartsWith(before + PicturesBegin, StringComparison.Ordinal));

    private static IEnumerable<TrainingData> Parts(Dataset data) => ((TrainingData?[])[data.Train, data.Train.Validation, data.Test]).OfType<TrainingData>();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];

    public void Dispose()
    {
        foreach (Dataset data in _owned)
            data.Dispose();
    }

    private Dataset Own(Dataset data)
    {
        _owned.Add(data);
        return data;
    }
}
