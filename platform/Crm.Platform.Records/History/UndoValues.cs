using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.History;

/// <summary>Works out which values a group changed can be put back. Each is judged by itself: one that somebody else changed after the group first did stays.</summary>
internal static class UndoValues
{
    /// <param name="own">The group's rows of the record, the oldest first.</param>
    public static UndoPlan Of(IReadOnlyList<HistoryRow> own, IReadOnlyList<HistoryRow> history, StoredRecord record, EntityRules rules)
    {
        var (input, left) = (new RecordInput(), new List<Failure>());
        foreach (var changes in own.Where(c => c.Field is not null).GroupBy(c => c.Field!))
        {
            // A field that is gone has no value to put back.
            if (Rule(rules, changes.Key) is not { Field.ReadOnly: false } rule)
                continue;
            var (first, last) = (changes.First(), changes.Last());
            var old = FieldJson.Read(rule, first.OldValue);
            if (history.LastOrDefault(h => h.Field == first.Field && h.Id > first.Id && h.ChangeSet != first.ChangeSet) is { } again)
                left.Add(LaterChange.Of($"{rule.Field.Title} was changed", again));
            else if (!IsStill(rule, record, last))
                left.Add(LaterChange.Of($"{rule.Field.Title} was changed", null));
            else if (old.IsSuccess)
                input.Set(rule.Field.Name, old.Value);
            else
                left.Add(new Conflict("undo.kind_changed", $"{rule.Field.Title} has become a field of another kind: its old value does not fit any more."));
        }
        var change = input.Values.Count == 0 ? null : new RecordChange(record.Id, RecordChangeKind.Update) { Input = input, ExpectedVersion = record.Version };
        return new UndoPlan(change, Together(left));
    }

    /// <summary>Whether the field has the value the group gave it: there is no history of what was changed while none was kept.</summary>
    private static bool IsStill(FieldRule rule, StoredRecord record, HistoryRow last)
    {
        var now = FieldJson.Write(rule, record[rule.Field.Name]);
        // The field may write the same value otherwise since: with more digits.
        return now == last.NewValue || FieldJson.Read(rule, last.NewValue) is var given && (!given.IsSuccess || FieldJson.Write(rule, given.Value) == now);
    }

    private static Failure? Together(List<Failure> left) => left.Count < 2 ? left.FirstOrDefault() : new Conflict(left[0].Code, string.Join(' ', left.Select(l => l.Message)));

    private static FieldRule? Rule(EntityRules rules, string field) => field == SystemFields.OwnerId ? rules.Owner : rules.Fields.FirstOrDefault(f => f.Field.Name == field);
}
