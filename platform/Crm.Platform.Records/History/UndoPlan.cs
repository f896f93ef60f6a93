using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.History;

/// <summary>Works out what takes back the changes a group made to one record. Pure.</summary>
internal static class UndoPlan
{
    /// <param name="changes">The group's rows of the record, the oldest first.</param>
    /// <param name="later">Rows of the record after those, the oldest first.</param>
    /// <param name="record">As it is now, or <see langword="null"/> when it is gone for good.</param>
    /// <returns>The change to make, <see langword="null"/> when nothing is left to do, or why it must be left.</returns>
    public static Result<RecordChange?> Of(IReadOnlyList<HistoryRow> changes, IReadOnlyList<HistoryRow> later, StoredRecord? record, EntityRules rules)
    {
        if (record is null)
            return new NotFound("undo.purged", "It was deleted for good.");
        if (changes[0].Kind == RecordEventKind.Created)
            return TakeAway(later, record);
        if (changes.LastOrDefault(c => c.Kind is RecordEventKind.Deleted or RecordEventKind.Restored) is { } moved)
            return Move(moved, later, record);
        return PutBack(changes, later, record, rules);
    }

    private static Result<RecordChange?> TakeAway(IReadOnlyList<HistoryRow> later, StoredRecord record)
    {
        if (record.DeletedAt is not null)
            return (RecordChange?)null;
        return later.Count > 0 ? Later("It was changed", later[^1]) : new RecordChange(record.Id, RecordChangeKind.Delete) { ExpectedVersion = record.Version };
    }

    private static Result<RecordChange?> Move(HistoryRow moved, IReadOnlyList<HistoryRow> later, StoredRecord record)
    {
        var toTrash = moved.Kind == RecordEventKind.Deleted;
        if (record.DeletedAt is null == toTrash)
            return (RecordChange?)null;
        if (!toTrash && later.Count > 0)
            return Later("It was changed", later[^1]);
        return new RecordChange(record.Id, toTrash ? RecordChangeKind.Restore : RecordChangeKind.Delete) { ExpectedVersion = record.Version };
    }

    private static Result<RecordChange?> PutBack(IReadOnlyList<HistoryRow> changes, IReadOnlyList<HistoryRow> later, StoredRecord record, EntityRules rules)
    {
        if (record.DeletedAt is not null)
            return new Conflict("undo.in_trash", "It is in the trash.");
        var fields = changes.Where(c => c.Field is not null).ToList();
        if (later.LastOrDefault(l => fields.Exists(f => f.Field == l.Field)) is { } again)
            return Later($"{rules.Entity.Field(again.Field!)?.Title ?? again.Field} was changed", again);
        var input = new RecordInput();
        foreach (var first in fields.DistinctBy(f => f.Field))
            if (Rule(rules, first.Field!) is { Field.ReadOnly: false } rule && FieldJson.Read(rule, first.OldValue) is { IsSuccess: true } old)
                input.Set(rule.Field.Name, old.Value);
        return new RecordChange(record.Id, RecordChangeKind.Update) { Input = input, ExpectedVersion = record.Version };
    }

    private static FieldRule? Rule(EntityRules rules, string field) => field == SystemFields.OwnerId ? rules.Owner : rules.Fields.FirstOrDefault(f => f.Field.Name == field);

    private static Conflict Later(string what, HistoryRow later) => new("undo.changed_later", $"{what} afterwards{LaterChange.Words(later)}.");
}
