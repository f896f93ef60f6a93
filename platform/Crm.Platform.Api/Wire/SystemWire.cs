using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Wire;

/// <summary>Writes the fields every record has, straight from its properties: no boxing, no kind to ask.</summary>
internal static class SystemWire
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode(SystemFields.Id);
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode(SystemFields.CreatedAt);
    private static readonly JsonEncodedText CreatedById = JsonEncodedText.Encode(SystemFields.CreatedById);
    private static readonly JsonEncodedText ModifiedAt = JsonEncodedText.Encode(SystemFields.ModifiedAt);
    private static readonly JsonEncodedText ModifiedById = JsonEncodedText.Encode(SystemFields.ModifiedById);
    private static readonly JsonEncodedText OwnerId = JsonEncodedText.Encode(SystemFields.OwnerId);
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode(SystemFields.Version);

    public static void WriteId(Utf8JsonWriter json, Record record) => json.WriteString(Id, record.Id);

    public static void WriteOthers(Utf8JsonWriter json, Record record, FieldSelection? select)
    {
        if (select is null || select.Contains(SystemFields.CreatedAt))
            json.WriteString(CreatedAt, DateTime.SpecifyKind(record.CreatedAt, DateTimeKind.Utc));
        if (select is null || select.Contains(SystemFields.CreatedById))
            Write(json, CreatedById, record.CreatedById);
        if (select is null || select.Contains(SystemFields.ModifiedAt))
            json.WriteString(ModifiedAt, DateTime.SpecifyKind(record.ModifiedAt, DateTimeKind.Utc));
        if (select is null || select.Contains(SystemFields.ModifiedById))
            Write(json, ModifiedById, record.ModifiedById);
        if (select is null || select.Contains(SystemFields.OwnerId))
            Write(json, OwnerId, record.OwnerId);
        if (select is null || select.Contains(SystemFields.Version))
            json.WriteNumber(Version, record.Version);
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, Guid? id)
    {
        if (id is { } value)
            json.WriteString(name, value);
        else
            json.WriteNull(name);
    }
}
