using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Search;

namespace Crm.Platform.Records.Search;

/// <summary>What a record is found by.</summary>
internal static class SearchEntries
{
    public static SearchEntry Of(Record record, ImmutableArray<NumberedField> fields)
    {
        var entry = new SearchEntryBuilder();
        foreach (var (field, kind, number) in fields)
            if (record[field.Name] is { } value)
                entry.Add(number, kind.Format(value, field, CultureInfo.InvariantCulture));
        return entry.Build(record.Id);
    }

    public static bool Differ(Record one, Record other, ImmutableArray<NumberedField> fields)
    {
        foreach (var field in fields)
            if (!Equals(one[field.Field.Name], other[field.Field.Name]))
                return true;
        return false;
    }
}
