namespace CompactCnn.CommandLine;

/// <summary>The images of a run: loaded, cut where asked, and fit for the model before any work begins.</summary>
internal static class ExperimentData
{
    /// <summary>Loads a data set and refuses one that the model or the batch size cannot take.</summary>
    /// <param name="models">The models to propose where the images do not fit.</param>
    /// <param name="model">The model.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="load">Loads the data set.</param>
    /// <param name="limit">Images of each part to keep; null for all.</param>
    /// <exception cref="UsageException">The images do not fit.</exception>
    public static Dataset Load(ModelCatalog models, DeclaredModel model, MethodSettings settings, Func<Dataset> load, int? limit)
    {
        settings.CheckSchedule();
        settings.CheckBudget(model.Graph);
        Dataset data = load();
        try
        {
            CheckFit(models, model, data);
            data = limit is null ? data : Limit(data, limit.Value);
            if (settings.BatchSize > data.Train.Count)
                throw new UsageException($"--batch must be at most the number of training images, {data.Train.Count}, but is {settings.BatchSize}");

            return settings.ValidationImages == 0 ? data : HoldOut(data, settings);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a data set that the model cannot take.</summary>
    /// <exception cref="UsageException">The images have another shape, or there are more classes.</exception>
    private static void CheckFit(ModelCatalog models, DeclaredModel model, Dataset data)
    {
        CheckShape(models, model, data.Name, data.ImageShape);
        if (data.ClassNames.Count > model.Graph.Classes)
            throw new UsageException($"'{model.Name}' distinguishes {model.Graph.Classes} classes, but '{data.Name}' has {data.ClassNames.Count}; give another data set or model");
    }

    /// <summary>Refuses images that the model cannot take.</summary>
    /// <exception cref="UsageException">They have another shape.</exception>
    public static void CheckShape(ModelCatalog models, DeclaredModel model, string name, FeatureShape shape)
    {
        if (shape != model.Graph.Input)
        {
            IEnumerable<string> fitting = models.Models.Where(other => other.Graph.Input == shape).Select(other => other.Name);
            throw new UsageException($"'{model.Name}' takes images of {model.Graph.Input}, but '{name}' has {shape}; give another data set, or a model of its size ({string.Join(", ", fitting.DefaultIfEmpty("there is none"))})");
        }
    }

    /// <summary>Why no images can be held out of a data set, or null.</summary>
    public static string? FaultOfHoldingOut(Dataset data) => data.Train.Validation is { } given
        ? FormattableString.Invariant($"--validation holds out training images, but '{data.Name}' has {given.Count} images to validate on already; leave it out")
        : null;

    /// <summary>Which images are held out never depends on the run's seed: seeds differ in training, not in data.</summary>
    private static Dataset HoldOut(Dataset data, MethodSettings settings)
    {
        if (FaultOfHoldingOut(data) is { } fault)
            throw new UsageException(fault);

        if (settings.ValidationImages > data.Train.Count - settings.BatchSize)
            throw new UsageException(FormattableString.Invariant($"--validation must leave a batch of {settings.BatchSize} images to train on, of {data.Train.Count}, but is {settings.ValidationImages}"));

        using (data)
        {
            return data.WithValidation(settings.ValidationImages, seed: 0);
        }
    }

    /// <summary>The first images of each part, under handles of their own; the whole data set is disposed.</summary>
    private static Dataset Limit(Dataset data, int limit)
    {
        using (data)
        {
            return new Dataset(data.Name, First(data.Train, limit), First(data.Test, limit), data.ClassNames, data.Normalization);
        }
    }

    /// <summary>The first images of a part, under handles of their own.</summary>
    public static TrainingData First(TrainingData part, int limit) =>
        part.Select([.. Enumerable.Range(0, Math.Min(limit, part.Count)).Select(position => (long)position)]);
}
