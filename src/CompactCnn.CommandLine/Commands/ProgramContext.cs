namespace CompactCnn.CommandLine;

/// <summary>What every command of a program shares.</summary>
/// <param name="Models">The models that it knows by name.</param>
/// <param name="Datasets">The data sets that it knows by name.</param>
/// <param name="Interruption">What ends the work early.</param>
internal sealed record ProgramContext(ModelCatalog Models, DatasetList Datasets, Interruption Interruption);
