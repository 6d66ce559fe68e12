using static TorchSharp.torch;

namespace CompactCnn;

/// <summary>The process-wide random generator on the CPU, from which dropout draws.</summary>
internal sealed class GeneratorState : IStateful
{
    public void Transfer(RunState state)
    {
        Tensor bytes = Generator.Default.get_state();
        state.Transfer("generator", bytes);
        state.Replace(() => Generator.Default.set_state(bytes));
    }
}
