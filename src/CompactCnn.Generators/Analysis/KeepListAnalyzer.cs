using System.Collections.Concurrent;
using System.Collections.Immutable;
using CompactCnn.Generators.Declaration;
using CompactCnn.Generators.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace CompactCnn.Generators.Analysis;

/// <summary>
/// Reports keep-lists and widths that cannot fit their model, as far as they can be seen where they are used: arrays and
/// collection expressions of constants. What was made elsewhere is left to the run time.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeepListAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.OfUse;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypesByMetadataName(ModelAttributes.MarkerMetadataName).IsEmpty)
            {
                return;
            }

            var graphs = new ConcurrentDictionary<INamedTypeSymbol, LayerGraph?>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(operation => AnalyzeCall(operation, graphs), OperationKind.Invocation);
            start.RegisterOperationAction(operation => AnalyzeCreation(operation, graphs), OperationKind.ObjectCreation);
        });
    }

    /// <summary><c>ToCompact(keep)</c>, <c>CostOf(keep)</c> and <c>Compact.CostOf(widths)</c>.</summary>
    private static void AnalyzeCall(OperationAnalysisContext context, ConcurrentDictionary<INamedTypeSymbol, LayerGraph?> graphs)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "ToCompact" or "CostOf", ContainingType: { } type } || call.Arguments is not [{ Parameter: { } parameter, Value: { } argument }])
        {
            return;
        }

        if (IsKeep(parameter.Type))
        {
            CheckOf(type, context, graphs)?.CheckKeep(argument);
        }
        else if (type is { Name: "Compact", ContainingType: { } model })
        {
            CheckOf(model, context, graphs)?.CheckWidths(argument);
        }
    }

    /// <summary><c>new X.Channels { Conv1 = [...] }</c> and <c>new X.Compact(widths)</c>.</summary>
    private static void AnalyzeCreation(OperationAnalysisContext context, ConcurrentDictionary<INamedTypeSymbol, LayerGraph?> graphs)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        switch (creation.Type)
        {
            case { Name: "Channels", ContainingType: { } model } when creation.Initializer is { } initializer:
                KeepListCheck? check = CheckOf(model, context, graphs);
                foreach (ISimpleAssignmentOperation assignment in initializer.Initializers.OfType<ISimpleAssignmentOperation>())
                {
                    if (assignment.Target is IPropertyReferenceOperation { Property.Name: { } group })
                    {
                        check?.CheckGroup(group, assignment.Value);
                    }
                }

                break;
            case { Name: "Compact", ContainingType: { } model } when creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } widths:
                CheckOf(model, context, graphs)?.CheckWidths(widths.Value);
                break;
        }
    }

    private static KeepListCheck? CheckOf(INamedTypeSymbol model, OperationAnalysisContext context, ConcurrentDictionary<INamedTypeSymbol, LayerGraph?> graphs) =>
        graphs.GetOrAdd(model, type => SourceModel.GraphOf(type, context.Compilation, context.CancellationToken)) is { } graph
            ? new KeepListCheck(model.Name, graph, context.ReportDiagnostic)
            : null;

    private static bool IsKeep(ITypeSymbol type) => type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 } };
}
