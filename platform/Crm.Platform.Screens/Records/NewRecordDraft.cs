using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Screens.Records;

/// <summary>Starts a record from its defaults and the values given in an address: <c>?account_id=…</c>.</summary>
internal sealed class NewRecordDraft(IFieldKindRegistry kinds, LookupSearch lookups)
{
    public async Task<RecordDraft> FromAsync(EntityDefinition entity, string uri, CancellationToken cancellationToken)
    {
        var draft = RecordDraft.New(entity, kinds);
        foreach (var (name, values) in QueryHelpers.ParseQuery(new Uri(uri).Query))
        {
            if (draft.Field(name) is not { Field.ReadOnly: false } field || kinds.Get(field.Field).Parse(values.ToString(), field.Field, CultureInfo.InvariantCulture) is not { IsSuccess: true } read)
                continue;
            var target = field.Field.Lookup is { } entityName && read.Value is Guid id ? await lookups.ResolveAsync(entityName, id, cancellationToken) : null;
            field.Set(read.Value, target);
        }
        return draft;
    }
}
