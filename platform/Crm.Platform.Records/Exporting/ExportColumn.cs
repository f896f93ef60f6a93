using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Exporting;

/// <summary>One column of an export. A lookup has two: what its target is called, and its id.</summary>
/// <param name="Name">Name of the field, or of the navigation.</param>
/// <param name="Navigation">Of a column that names a lookup's target: the way there.</param>
internal sealed record ExportColumn(string Name, string Title, FieldDefinition Field, IFieldKind Kind, string? Navigation = null)
{
    /// <summary>The value as the record has it; the target's text for a column that names one.</summary>
    public object? Value(ExportRow row) => Navigation is null ? row.Record[Field.Name] : row.Targets.GetValueOrDefault(Navigation)?.Display;

    /// <summary>The value as files of text hold it.</summary>
    public string Text(ExportRow row) => Value(row) switch
    {
        null => "",
        string text when Navigation is not null => text,
        var value => Kind.Export(value, Field),
    };
}

/// <summary>A record with the targets of its lookups.</summary>
internal sealed record ExportRow(Record Record, IReadOnlyDictionary<string, Record?> Targets);
