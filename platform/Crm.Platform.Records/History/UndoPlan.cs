using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.History;

/// <summary>What takes back the changes a group made to one record.</summary>
/// <param name="Change"><see langword="null"/> when nothing is left to do.</param>
/// <param name="Left">Why the record, or a value of it, must be left as it is; <see langword="null"/> when nothing must.</param>
internal sealed record UndoPlan(RecordChange? Change, Failure? Left)
{
    private static readonly UndoPlan Nothing = new(null, null);

    /// <summary>Works it out. Pure.</summary>
    /// <param name="history">All rows of the record, the oldest first; some are the group's.</param>
    /// <param name="record">As it is now, or <see langword="null"/> when it is gone for good.</param>
    public static UndoPlan Of(Guid changeSet, IReadOnlyList<HistoryRow> history, StoredRecord? record, EntityRules rules)
    {
        if (record is null)
            return Leave(new NotFound("undo.purged", "It was deleted for good."));
        var own = history.Where(h => h.ChangeSet == changeSet).ToList();
        if (own[0].Kind == RecordEventKind.Created)
            return record.DeletedAt is not null ? Nothing : TakeAway(own[0], history, record);
        if (own.LastOrDefault(IsMove) is { } moved)
            return Move(moved, history, record);
        return record.DeletedAt is not null ? Leave(new Conflict("undo.in_trash", "It is in the trash.")) : UndoValues.Of(own, history, record, rules);
    }

    private static UndoPlan Move(HistoryRow moved, IReadOnlyList<HistoryRow> history, StoredRecord record)
    {
        var toTrash = moved.Kind == RecordEventKind.Deleted;
        if (record.DeletedAt is null == toTrash)
            return Nothing;
        if (!toTrash)
            return TakeAway(moved, history, record);
        return Others(moved, history).LastOrDefault(IsMove) is { } again
            ? Leave(LaterChange.Of("It was deleted", again))
            : new UndoPlan(new RecordChange(record.Id, RecordChangeKind.Restore) { ExpectedVersion = record.Version }, null);
    }

    /// <summary>To the trash, unless others have worked on it since it came.</summary>
    private static UndoPlan TakeAway(HistoryRow came, IReadOnlyList<HistoryRow> history, StoredRecord record) => Others(came, history).LastOrDefault() is { } later
        ? Leave(LaterChange.Of("It was changed", later))
        : new UndoPlan(new RecordChange(record.Id, RecordChangeKind.Delete) { ExpectedVersion = record.Version }, null);

    /// <summary>What others did after a row of the group, whatever the group did in between.</summary>
    private static IEnumerable<HistoryRow> Others(HistoryRow own, IReadOnlyList<HistoryRow> history) => history.Where(h => h.Id > own.Id && h.ChangeSet != own.ChangeSet);

    private static bool IsMove(HistoryRow row) => row.Kind is RecordEventKind.Deleted or RecordEventKind.Restored;

    private static UndoPlan Leave(Failure left) => new(null, left);
}
