namespace CompactCnn;

/// <summary>The parts of a recipe, in the order in which they are run.</summary>
public enum RecipePhase
{
    /// <summary>The full network is trained by itself, to teach what it shrinks to.</summary>
    Teacher,

    /// <summary>The model is trained with few active channels.</summary>
    Training,

    /// <summary>The norm statistics of the compact network are recomputed.</summary>
    Recalibration,

    /// <summary>The compact network is trained further, all of its channels at every step.</summary>
    FineTuning,
}

/// <summary>What phases are called.</summary>
internal static class RecipePhases
{
    /// <summary>As in folders, files and reports.</summary>
    public static string Name(this RecipePhase phase) => phase switch
    {
        RecipePhase.Teacher => "teacher",
        RecipePhase.Training => RunRecord.Training,
        RecipePhase.Recalibration => "recalibration",
        RecipePhase.FineTuning => RunRecord.FineTuning,
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "there is no such phase"),
    };
}
