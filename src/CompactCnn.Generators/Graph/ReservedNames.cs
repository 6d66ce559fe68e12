namespace CompactCnn.Generators.Graph;

/// <summary>
/// The names of members that a model, its compact network or its typed keep-list have besides their layers. A layer of
/// such a name would hide or repeat one. The only list of them.
/// </summary>
internal static class ReservedNames
{
    /// <summary>
    /// The name by which layers refer to the image, in a block to what the block reads; the run-time library's
    /// <c>CompactModelAttribute.Input</c> and <c>BlockModelAttribute.Input</c>.
    /// </summary>
    public const string Input = "Input";

    /// <summary>What the generator itself declares in a model.</summary>
    private static readonly HashSet<string> Generated =
    [
        "Channels", "Compact", "Cost", "CostOf", "CreateGraph", "DeclarationError", "Graph", "ToCompact", "UnreadArguments", "forward",
    ];

    /// <summary>What is declared in the types nested in a model, and what all of them inherit.</summary>
    private static readonly HashSet<string> Inherited =
    [
        // Channels
        "ToKeep",

        // GatedModel, CompactNetwork, Network, and what they will have
        "BeginTraining", "CheckInput", "CopyFrom", "CostOfWidths", "CostTable", "Create", "CreateUnallocated", "Evaluate", "FineTune", "Fuse", "Gates", "Initialize", "Keep",
        "Load", "LoadTorch", "LoadWarnings", "Manifest", "Predict", "PredictAll", "Rank", "RankByMagnitude", "Recalibrate", "Save", "SaveTorch", "Slice", "Step", "Structure", "Train",
        "TrainCompact", "Unallocated", "Usage", "Widths",

        // TorchSharp's Module
        "BoxedModule", "ClearModules", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter", "GetDefaultDeviceAndType",
        "GetName", "HType", "HookRemover", "MoveModule", "RegisterComponents", "ReplaceBuffer", "ReplaceParameter", "_deviceIndex",
        "_deviceType", "_internal_buffers", "_internal_params", "_internal_submodules", "_named_buffers", "_named_parameters",
        "_parameters", "_to", "_toEpilog", "add_module", "apply", "boxedModule", "buffers", "call", "children", "cpu", "cuda",
        "eval", "handle", "has_buffer", "has_parameter", "load", "load_state_dict", "module_post_hooks", "module_pre_hooks",
        "modules", "name", "named_buffers", "named_children", "named_modules", "named_parameters", "parameters", "post_hooks",
        "pre_hooks", "register_buffer", "register_forward_hook", "register_forward_pre_hook", "register_module",
        "register_parameter", "save", "save_state_dict", "state_dict", "to", "train", "training", "zero_grad",

        // Object and IDisposable
        "Dispose", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>True if no layer can have the name; accessors of properties are methods of such names, too.</summary>
    public static bool Contain(string name) =>
        IsInput(name)
        || Generated.Contains(name)
        || Inherited.Contains(name)
        || name.StartsWith("get_", StringComparison.Ordinal)
        || name.StartsWith("set_", StringComparison.Ordinal);

    /// <summary>True if a layer of the name would be taken for the image, or for what a block reads.</summary>
    public static bool IsInput(string name) => string.Equals(name, Input, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if the generator declares a member of the name in every model, so that no model can have it.</summary>
    public static bool IsGenerated(string name) => Generated.Contains(name);
}
