using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing.Upserts;

/// <inheritdoc/>
internal sealed class RecordUpsert(IRecordDatabase records, AccessGate gate, IFieldKindRegistry kinds, KeySearch search, IRecordWriter writer) : IRecordUpsert
{
    public async Task<Result<IReadOnlyList<Result<Upserted>>>> RunAsync(string entity, ImmutableArray<string> key, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken)
    {
        var fields = Key(entity, key, caller);
        return fields.IsSuccess
            ? await new UpsertRun(search, writer, kinds, entity, fields.Value, inputs, caller).RunAsync(cancellationToken)
            : fields.Failure;
    }

    public async Task<Result<Guid?>> FindAsync(string entity, RecordInput key, Caller caller, CancellationToken cancellationToken)
    {
        var fields = Key(entity, [.. key.Values.Keys], caller);
        if (!fields.IsSuccess)
            return fields.Failure;
        if (KeyValues.Of(fields.Value, kinds, key.Values.GetValueOrDefault) is not { } values)
            return (Guid?)null;
        var found = await search.FindAsync(entity, fields.Value, [values], caller, cancellationToken);
        return found.IsSuccess ? found.Value.TryGetValue(values, out var id) ? id : (Guid?)null : found.Failure;
    }

    /// <summary>The key with exactly these fields. One over a field the caller may not see is none.</summary>
    private Result<ImmutableArray<FieldDefinition>> Key(string entity, ImmutableArray<string> names, Caller caller)
    {
        if (gate.Profile(records.Current, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        var key = access.Seen.Keys.FirstOrDefault(k => k.Length == names.Length && k.All(names.Contains));
        return key.IsDefault ? Failures.UnknownKey(access.Seen, names) : key.Select(name => access.Seen.Field(name)!).ToImmutableArray();
    }
}
