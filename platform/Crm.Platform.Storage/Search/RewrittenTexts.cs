using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Storage.Search;

/// <summary>Tells of which fields a publish writes values itself, past what indexes those that are written by others.</summary>
internal sealed class RewrittenTexts(PublishChange change, IReadOnlySet<string> filledKinds)
{
    private readonly HashSet<(string, string)> _written = [.. change.Operations.Where(o => o is ConvertField or FillField).Select(o => (o.Subject, o.Field!))];

    /// <summary>One formula may follow from another; those that keep text are few enough to take all of them.</summary>
    private readonly bool _isComputedAnew = change.Operations.Any(o => o is ChangeField { Before: var before, After: var after } && (before.Formula, before.Rollup, before.IsVirtual) != (after.Formula, after.Rollup, after.IsVirtual));

    public bool IsRewritten(EntityDefinition entity, FieldDefinition field) =>
        _written.Contains((entity.Name, SearchFields.Declared(entity, field).Name)) || (_isComputedAnew && field.IsComputed);

    /// <summary>A field that is new and plain has no values yet.</summary>
    public bool MayHold(EntityDefinition entity, FieldDefinition field)
    {
        if (change.Matches.FirstOrDefault(m => m.After.Name == entity.Name) is not { } match || match.Table is null)
            return false;
        var declared = SearchFields.Declared(entity, field);
        return match.Restored is not null
            || match.Fields.FirstOrDefault(f => f.After.Name == declared.Name)?.Column is not null
            || declared.IsComputed
            || filledKinds.Contains(declared.Kind)
            || _written.Contains((entity.Name, declared.Name));
    }
}
