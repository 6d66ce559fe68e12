namespace CompactCnn.CommandLine;

/// <summary>Which of a data set's training images a run uses and holds out, and how those that it trains on are varied.</summary>
/// <param name="TrainingImages">Training images to use, every class in proportion; 0 for all.</param>
/// <param name="ValidationImages">Those of them to hold out, every class in proportion; 0 for none.</param>
/// <param name="Augmentation">How the rest is varied, as <see cref="CellAugmentation"/> names it.</param>
internal sealed record ImageChoice(int TrainingImages, int ValidationImages, string Augmentation)
{
    /// <summary>The images to use, some of them held out. Which never depends on a run's seed: seeds differ in training, not in data.</summary>
    /// <param name="whole">The data set, which is disposed.</param>
    /// <param name="batch">Images in a step.</param>
    /// <returns>A data set of its own.</returns>
    /// <exception cref="UsageException">There are fewer images, or less than a batch to train on.</exception>
    public Dataset Choose(Dataset whole, int batch)
    {
        try
        {
            Check(whole, batch);
        }
        catch
        {
            whole.Dispose();
            throw;
        }

        bool all = TrainingImages == 0 || TrainingImages == whole.Train.Count;
        Dataset kept = all ? whole : Replace(whole, data => data.Subset(TrainingImages, seed: 0));
        return ValidationImages == 0 ? kept : Replace(kept, data => data.WithValidation(ValidationImages, seed: 0));
    }

    /// <summary>The same images, varied while a network is trained on them.</summary>
    /// <param name="data">The data set, which stays the caller's.</param>
    /// <returns>A data set of its own; null where nothing is varied.</returns>
    public Dataset? Vary(Dataset data) =>
        CellAugmentation.Named(Augmentation) is { } augmentation ? data.WithAugmentation(augmentation) : null;

    private void Check(Dataset data, int batch)
    {
        if (ValidationImages > 0 && data.Train.Validation is { } given)
        {
            throw new UsageException(FormattableString.Invariant(
                $"{SettingTable.ValidationImages.OptionName} holds out training images, but '{data.Name}' has {given.Count} images to validate on already; leave it out"));
        }

        int all = data.Train.Count;
        if (TrainingImages > all)
        {
            throw new UsageException(FormattableString.Invariant(
                $"{SettingTable.TrainingImages.OptionName} must be at most the number of training images of '{data.Name}', {all}, but is {TrainingImages}"));
        }

        int kept = TrainingImages == 0 ? all : TrainingImages;
        if (batch > kept)
            throw new UsageException(FormattableString.Invariant($"{SettingTable.BatchSize.OptionName} must be at most the number of training images, {kept}, but is {batch}"));

        if (ValidationImages > kept - batch)
        {
            throw new UsageException(FormattableString.Invariant(
                $"{SettingTable.ValidationImages.OptionName} must leave a batch of {batch} images to train on, of {kept}, but is {ValidationImages}"));
        }
    }

    private static Dataset Replace(Dataset data, Func<Dataset, Dataset> make)
    {
        using (data)
        {
            return make(data);
        }
    }
}
