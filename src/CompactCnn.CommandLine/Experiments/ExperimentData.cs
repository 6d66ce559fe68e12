namespace CompactCnn.CommandLine;

/// <summary>The images of a run: loaded, and fit for the model before any work begins.</summary>
internal static class ExperimentData
{
    /// <summary>Loads a data set and refuses one that the model cannot take.</summary>
    /// <param name="models">The models to propose where the images do not fit.</param>
    /// <param name="model">The model.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="command">The command that they were given to.</param>
    /// <param name="load">Loads the data set.</param>
    /// <exception cref="UsageException">The images do not fit.</exception>
    public static Dataset Load(ModelCatalog models, DeclaredModel model, RunSettings settings, RunCommands command, Func<Dataset> load)
    {
        // What even the fewest classes rule out need not wait for the images.
        settings.Check(model.GraphFor(Math.Min(2, model.Graph.Classes)), command);
        Dataset data = load();
        try
        {
            CheckFit(models, model, data);
            settings.Check(model.GraphFor(data.ClassNames.Count), command);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a data set that the model cannot take.</summary>
    /// <exception cref="UsageException">The images have another shape, or are all of one class.</exception>
    private static void CheckFit(ModelCatalog models, DeclaredModel model, Dataset data)
    {
        CheckShape(models, model, data.Name, data.ImageShape);
        if (data.ClassNames.Count > model.ClassesFor(data))
            throw new UsageException($"'{model.Name}' distinguishes {model.Graph.Classes} classes, which its last operation fixes, but '{data.Name}' has {data.ClassNames.Count}; give another data set or model");

        if (data.ClassNames.Count < 2)
            throw new UsageException($"'{data.Name}' has one class, '{data.ClassNames[0]}', but a network distinguishes two or more; add pictures of others, each class in a folder of its own");
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
}
