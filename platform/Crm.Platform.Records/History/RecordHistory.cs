using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.History;

/// <inheritdoc/>
internal sealed class RecordHistory(IRecordDatabase records, IRecordReader reader, IRecordWriter writer, EntityRulesSource rules, IDbContextFactory<EventContext> contexts) : IRecordHistory
{
    private const int MostAtOnce = 200;

    private static readonly NotFound UnknownEntry = new("history.unknown", "There is no such entry in this record's history.");

    public async Task<Result<HistoryPage>> ListAsync(string entity, Guid id, long? before, int top, Caller caller, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(entity, id, caller, cancellationToken);
        if (!seen.IsSuccess)
            return seen.Failure;
        var definition = seen.Value.Layout.Entity;
        var most = Math.Clamp(top, 1, MostAtOnce);
        // As its reader knows the entity: a hidden field is not there. One that is gone comes back with its history.
        var fields = definition.Fields.Select(f => f.Name).Append(SystemFields.OwnerId).ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.History.AsNoTracking()
            .Where(h => h.RecordId == id && h.Entity == entity && (before == null || h.Id < before) && (h.Field == null || fields.Contains(h.Field)))
            .OrderByDescending(h => h.Id).Take(most + 1).ToListAsync(cancellationToken);
        return new HistoryPage([.. rows.Take(most).Select(r => Entry(r, definition))], rows.Count > most);
    }

    public async Task<Result<Record>> PutBackAsync(string entity, Guid id, long entry, bool force, Caller caller, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(entity, id, caller, cancellationToken);
        if (!found.IsSuccess)
            return found;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.History.AsNoTracking().FirstOrDefaultAsync(h => h.Id == entry && h.RecordId == id && h.Entity == entity && h.Field != null, cancellationToken);
        if (row is null || RuleOf(found.Value, row.Field!) is not { } rule)
            return UnknownEntry;
        if (!force && FieldJson.Write(rule, found.Value[rule.Field.Name]) != row.NewValue)
            return await ChangedLaterAsync(context, row, rule.Field, cancellationToken);
        var input = new RecordInput();
        Set(input, rule, row.OldValue);
        if ((rule.Field.TypeField ?? rule.Field.TypeOf) is { } beside && RuleOf(found.Value, beside) is { } other && await ChangedWithAsync(context, row, beside, cancellationToken) is { } along)
            Set(input, other, along.OldValue);
        return await writer.UpdateAsync(entity, id, input, force ? null : found.Value.Version, caller, cancellationToken);
    }

    public async Task<Result<Record>> PutBackAllAsync(string entity, Guid id, DateTime asOf, long? expectedVersion, Caller caller, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(entity, id, caller, cancellationToken);
        if (!found.IsSuccess)
            return found;
        if (asOf < found.Value.CreatedAt)
            return new Conflict("history.not_yet", $"This {found.Value.Layout.Entity.Title.ToLowerInvariant()} did not exist then.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var later = await context.History.AsNoTracking()
            .Where(h => h.RecordId == id && h.Entity == entity && h.At > asOf && h.Field != null).OrderBy(h => h.Id).ToListAsync(cancellationToken);
        var input = new RecordInput();
        foreach (var first in later.DistinctBy(h => h.Field))
            if (RuleOf(found.Value, first.Field!) is { } rule && !found.Value.Layout.Entity.Field(first.Field!)!.ReadOnly)
                Set(input, rule, first.OldValue);
        return await writer.UpdateAsync(entity, id, input, expectedVersion, caller, cancellationToken);
    }

    /// <summary>A lookup of several entities and what says which go back together: the other's first change with that entry or after it.</summary>
    private static Task<HistoryRow?> ChangedWithAsync(EventContext context, HistoryRow row, string field, CancellationToken cancellationToken) =>
        context.History.AsNoTracking().Where(h => h.RecordId == row.RecordId && h.Entity == row.Entity && h.Field == field && h.Version >= row.Version).OrderBy(h => h.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The record, when the caller may see it: live, or in the trash.</summary>
    private async Task<Result<Record>> SeenAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var live = await reader.FindAsync(entity, id, caller, cancellationToken);
        if (live.Failure is not NotFound { Code: "record.unknown" } || !caller.May(CallerRights.Write))
            return live;
        var filter = new BinaryNode(BinaryOperator.Equal, new PathNode([SystemFields.Id]), new LiteralNode(id));
        var trashed = await reader.QueryAsync(new RecordQuery(entity) { Filter = filter, Trashed = true, Top = 1 }, caller, cancellationToken);
        return trashed is { IsSuccess: true, Value.Rows: [var row] } ? row.Record : live;
    }

    /// <summary><see langword="null"/> for a field that is gone, or that the reader of the record may not see.</summary>
    private FieldRule? RuleOf(Record record, string field)
    {
        var model = records.Current;
        if (record.Layout.Entity.Field(field) is null || model.Snapshot.Entity(record.Layout.Entity.Name) is not { } entity)
            return null;
        var of = rules.Of(model, entity);
        return field == SystemFields.OwnerId ? of.Owner : of.Fields.FirstOrDefault(f => f.Field.Name == field);
    }

    private static void Set(RecordInput input, FieldRule rule, string? json)
    {
        var value = FieldJson.Read(rule, json);
        if (value.IsSuccess)
            input.Set(rule.Field.Name, value.Value);
        else
            input.Report(new Problem(rule.Field.Name, "history.kind_changed", $"{rule.Field.Title} has become a field of another kind: its old value does not fit any more."));
    }

    private static async Task<Failure> ChangedLaterAsync(EventContext context, HistoryRow row, FieldDefinition field, CancellationToken cancellationToken)
    {
        var later = await context.History.AsNoTracking().Where(h => h.RecordId == row.RecordId && h.Field == row.Field && h.Id > row.Id).OrderByDescending(h => h.Id).FirstOrDefaultAsync(cancellationToken);
        var message = $"{field.Title} was changed again since{LaterChange.Words(later)}.";
        return new Conflict("history.changed_later", message) { Problems = [new Problem(field.Name, "history.changed_later", message)] };
    }

    private static HistoryEntry Entry(HistoryRow row, EntityDefinition entity) => new(row.Id, row.Kind, row.Field is null ? null : entity.Field(row.Field), row.OldValue, row.NewValue, row.At)
    {
        Version = row.Version,
        ActorId = row.ActorId,
        ActorName = row.ActorName,
        Source = new ChangeSource(row.Source, row.SourceId),
        ChangeSet = row.ChangeSet,
    };
}
