using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Lets the kinds that have a step of their own work on a record whose input holds, before formulas read it.</summary>
internal sealed class FieldSteps(IEnumerable<IFieldStep> steps) : IWriteStep
{
    private readonly Dictionary<string, IFieldStep> _steps = steps.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    public WriteStage Stage => WriteStage.Check;

    public async ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Problems.Count > 0 || !write.IsNeeded)
            return;
        var own = write.Session.Model.Derived(write.Entity.Name, definition => new Own([.. definition.Fields.Where(f => _steps.ContainsKey(f.Kind)).Select(f => (f, _steps[f.Kind]))]));
        foreach (var (field, step) in own.Steps)
            await step.RunAsync(new FieldChange(write, field), cancellationToken);
    }

    private sealed record Own(ImmutableArray<(FieldDefinition Field, IFieldStep Step)> Steps);
}
