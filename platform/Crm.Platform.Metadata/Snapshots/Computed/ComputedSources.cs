using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>Writes out what a value follows from: fields, and each lookup on the way to them.</summary>
public static class ComputedSources
{
    public static ImmutableArray<ComputedSource> Of(EntityDefinition entity, TypedExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Distinct(expression.Reads.SelectMany(read => Steps(entity, read)));
    }

    internal static ImmutableArray<ComputedSource> Of(TypedRollup rollup)
    {
        var own = new[] { rollup.Via, rollup.Field }.OfType<FieldDefinition>().Select(f => new ComputedSource(rollup.Child.Name, f.Name, []));
        return rollup.Where is null ? [.. own] : Distinct(own.Concat(Of(rollup.Child, rollup.Where)));
    }

    private static IEnumerable<ComputedSource> Steps(EntityDefinition entity, FieldRead read)
    {
        for (var step = 0; step <= read.Lookups.Length; step++)
        {
            var holder = step == 0 ? entity : read.Lookups[step - 1].Target;
            yield return new ComputedSource(holder.Name, step < read.Lookups.Length ? read.Lookups[step].Lookup.Name : read.Field.Name, read.Lookups[..step]);
        }
    }

    private static ImmutableArray<ComputedSource> Distinct(IEnumerable<ComputedSource> sources) =>
        [.. sources.DistinctBy(s => (s.Entity, s.Field, string.Join('.', s.Way.Select(l => l.Text))))];
}
