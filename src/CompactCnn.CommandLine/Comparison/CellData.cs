using System.Security.Cryptography;
using System.Text;

namespace CompactCnn.CommandLine;

/// <summary>The images of a cell: cut, varied and held out as its request says.</summary>
internal sealed class CellData : IDisposable
{
    /// <summary>Training images on which what happens during training is looked at; the test images are for the end.</summary>
    private const int ProbeImages = 2000;

    private readonly List<Dataset> _owned = [];
    private readonly Dataset _probe;
    private readonly bool _measuresValidation;

    /// <summary>Takes ownership of the data set, even where it does not fit.</summary>
    public CellData(Dataset whole, CellRequest request)
    {
        Whole = Describe(whole);
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

    /// <summary>What must stay the same in all cells of a comparison: a folder of pictures may change in between.</summary>
    public static string Describe(Dataset data)
    {
        string classes = string.Join("\n", data.ClassNames.Select((name, label) => FormattableString.Invariant($"{name} {data.TrainCounts[label]} {data.TestCounts[label]}")));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(classes)))[..8];
        return FormattableString.Invariant($"{data.ClassNames.Count} classes, {data.Train.Count} + {data.Test.Count} images, {hash}");
    }

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
