using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Screens.Records;

/// <summary>What somebody else changed while this person was editing.</summary>
/// <param name="By">Who saved last, or <see langword="null"/> when that is not known.</param>
/// <param name="At">When, UTC.</param>
public sealed record StaleRecord(string? By, DateTime At, ImmutableArray<StaleField> Fields)
{
    public static StaleRecord Between(RecordRow mine, RecordRow theirs, IFieldKindRegistry kinds)
    {
        var changed = theirs.Record.Layout.Fields.Where(f => f.TypeOf is null && mine.Record.Layout.SlotOf(f.Name) >= 0 && !Equals(mine.Record[f.Name], theirs.Record[f.Name]));
        return new StaleRecord(theirs.Target("modified_by")?.Display, theirs.Record.ModifiedAt, [.. changed.Select(f => new StaleField(f.Title, Words(mine, f, kinds), Words(theirs, f, kinds)))]);
    }

    private static string Words(RecordRow row, FieldDefinition field, IFieldKindRegistry kinds) => row.Record[field.Name] switch
    {
        null => "empty",
        Guid => row.Target(field.NavigationName)?.Display ?? "another record",
        var value => kinds.Get(field).Format(value, field, CultureInfo.CurrentCulture),
    };
}

/// <summary>One field somebody else changed.</summary>
public sealed record StaleField(string Title, string Was, string Now);
