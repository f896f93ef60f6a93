using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>A record that something may follow from: written by the caller, or computed anew because of that.</summary>
internal sealed class TouchedRecord
{
    private readonly bool _whole;
    private readonly bool _written;

    private TouchedRecord(StoredRecord record, StoredRecord? before, bool written, bool whole) => (Record, Before, _written, _whole) = (record, before, written, whole);

    public StoredRecord Record { get; }

    /// <summary><see langword="null"/> when it is new.</summary>
    public StoredRecord? Before { get; }

    /// <summary>Computed fields that got another value.</summary>
    public HashSet<string> Computed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether only computed fields changed.</summary>
    public bool IsConsequence => !_written && Computed.Count > 0;

    /// <summary>A record the caller wrote. Coming, going and coming back change all of it for those who look at it.</summary>
    public static TouchedRecord Written(RecordWrite write) => new(write.Record, write.Before, written: true, whole: write.Kind != WriteKind.Update);

    public static TouchedRecord Loaded(StoredRecord record) => new(record, record.Copy(), written: false, whole: false);

    /// <summary>Of a record whose lookup is emptied because its target is gone for good: something may follow from that, but the record itself is not changed by anybody.</summary>
    public static TouchedRecord Emptied(StoredRecord record, FieldDefinition lookup)
    {
        var touched = Loaded(record);
        foreach (var field in EmptiedFields(lookup))
        {
            record[field] = null;
            touched.Computed.Add(field);
        }
        return touched;
    }

    /// <summary>What is emptied with a lookup: of one of several entities, which it was too.</summary>
    public static IEnumerable<string> EmptiedFields(FieldDefinition lookup) => lookup.TypeField is null ? [lookup.Name] : [lookup.Name, lookup.TypeField];

    public bool Changed(string field) => _whole || (Before is not null && !Equals(Before[field], Record[field]));
}
