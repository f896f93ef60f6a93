using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Screens.Records;

/// <summary>Starts a record from its defaults and the values given in an address: <c>?account_id=…</c>.</summary>
internal sealed class NewRecordDraft(IFieldKindRegistry kinds, LookupSearch lookups, IFormConditions conditions)
{
    public async Task<RecordDraft> FromAsync(EntityDefinition entity, string uri, Caller caller, CancellationToken cancellationToken)
    {
        var draft = RecordDraft.New(entity, kinds);
        // What a lookup points at can be read once it is known which entity that is of.
        foreach (var (name, values) in QueryHelpers.ParseQuery(new Uri(uri).Query).OrderBy(given => draft.Field(given.Key)?.Field.TypeOf is null))
        {
            if (draft.Field(name) is not { Field.ReadOnly: false } field || kinds.Get(field.Field).Parse(values.ToString(), field.Field, CultureInfo.InvariantCulture) is not { IsSuccess: true } read)
                continue;
            field.Set(read.Value, await TargetAsync(draft, field.Field, read.Value, cancellationToken));
        }
        foreach (var field in draft.Fields.Where(f => f is { Value: null, Field.DefaultFormula: not null }))
            if (conditions.Default(field.Field, draft, caller) is { } value)
                field.Set(value, await TargetAsync(draft, field.Field, value, cancellationToken));
        return draft;
    }

    private async Task<Record?> TargetAsync(RecordDraft draft, FieldDefinition field, object value, CancellationToken cancellationToken) =>
        field.IsLookup && value is Guid id ? await lookups.ResolveAsync(field, id, field.TypeField is { } type ? draft.Field(type)?.Value as string : null, cancellationToken) : null;
}
