using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Matching;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>Keeps the list of tombstones in step with what a publish renames, sets aside and brings back.</summary>
internal static class TombstoneRows
{
    /// <summary>Changes the tracked rows; the caller saves.</summary>
    public static async Task FollowAsync(PlatformContext context, StoredVersion version, PublishChange change, SchemaChange schema, CancellationToken cancellationToken)
    {
        var rows = await context.Tombstones.AsTracking().ToListAsync(cancellationToken);
        var gone = schema.Moves.OfType<ConversionMove>().Where(m => !m.Field.IsLossy).Select(m => (m.Table, m.Column)).ToHashSet();
        foreach (var operation in change.Operations)
            Follow(rows, operation, change.After.Version);
        var restored = change.Operations.OfType<RestoreEntity>().Select(r => r.Tombstone.Id)
            .Concat(change.Operations.OfType<RestoreField>().Where(r => !IsConverted(change, r) || gone.Contains((r.Subject, r.Tombstone.Column!))).Select(r => r.Tombstone.Id)).ToHashSet();
        context.RemoveRange(rows.Where(r => restored.Contains(r.Id)));
        foreach (var operation in change.Operations)
            if (Made(operation, version, change) is { } made)
                context.Add(made);
        foreach (var (entity, field) in change.Matches.SelectMany(m => m.Fields.Where(f => f.LosesColumn).Select(f => (m.After.Name, f.Before!))))
            context.Add(Row(version, change, entity, field.Name, field, isConversion: true));
    }

    public static Tombstone Read(TombstoneRow row) => new(row.Id, row.Entity, row.Field, row.TableName, row.ColumnName, row.Version, DateTime.SpecifyKind(row.At, DateTimeKind.Utc), row.ById)
    {
        DefinedIn = row.DefinedIn,
        Reason = row.IsConversion ? TombstoneReason.Converted : TombstoneReason.Removed,
        FieldAs = row.Field is null ? null : JsonSerializer.Deserialize<FieldDefinition>(row.DefinitionJson),
        EntityAs = row.Field is null ? JsonSerializer.Deserialize<EntityDefinition>(row.DefinitionJson) : null,
    };

    /// <summary>The row of a tombstone that an earlier build left.</summary>
    public static TombstoneRow Written(Tombstone tombstone) => new()
    {
        Id = tombstone.Id,
        Entity = tombstone.Entity,
        Field = tombstone.Field,
        TableName = StoredNames.Shortened(tombstone.Table),
        ColumnName = tombstone.Field is { } field ? StoredNames.Tombstone(field, tombstone.Version) : null,
        Version = tombstone.Version,
        At = tombstone.At,
        ById = tombstone.ById,
        DefinedIn = tombstone.DefinedIn,
        DefinitionJson = tombstone.FieldAs is { } was ? JsonSerializer.Serialize(was) : JsonSerializer.Serialize(tombstone.EntityAs),
        IsConversion = tombstone.Reason == TombstoneReason.Converted,
    };

    /// <summary>The columns a tombstone of a field keeps: one, or one per part.</summary>
    public static IEnumerable<string> Columns(TombstoneRow row) => Read(row).FieldAs is { Parts.IsEmpty: false } field
        ? field.Parts.Select(p => StoredNames.Tombstone(p.Column, row.Version))
        : [row.ColumnName!];

    /// <summary>Columns kept aside go where their table goes.</summary>
    private static void Follow(List<TombstoneRow> rows, SnapshotOperation operation, int version)
    {
        var (from, to, entity) = operation switch
        {
            RemoveEntity removed => (removed.Entity.Name, StoredNames.Tombstone(removed.Entity.Name, version), removed.Entity.Name),
            RenameEntity renamed => (renamed.From, renamed.Entity.Name, renamed.Entity.Name),
            RestoreEntity back => (back.Tombstone.Table, back.Entity.Name, back.Entity.Name),
            _ => (null, "", ""),
        };
        foreach (var row in rows.Where(r => r.ColumnName is not null && r.TableName == from))
            (row.TableName, row.Entity) = (to, entity);
    }

    private static bool IsConverted(PublishChange change, RestoreField restored) =>
        change.Operations.OfType<ConvertField>().Any(c => c.Subject == restored.Subject && c.After.Name == restored.Definition.Name);

    private static TombstoneRow? Made(SnapshotOperation operation, StoredVersion version, PublishChange change) => operation switch
    {
        RemoveEntity removed => Row(version, removed.Entity),
        RemoveField { Definition.IsVirtual: true } => null,
        RemoveField removed => Row(version, change, removed.Subject, removed.Definition.Name, removed.Definition, isConversion: false),
        ConvertField { IsLossy: true } converted when !change.Operations.OfType<RestoreField>().Any(r => r.Subject == converted.Subject && r.Definition.Name == converted.After.Name) =>
            Row(version, change, converted.Subject, converted.After.Name, converted.Before.Called(Before(change, converted)), isConversion: true),
        _ => null,
    };

    private static string Before(PublishChange change, ConvertField converted) =>
        change.Operations.OfType<RenameField>().FirstOrDefault(r => r.Subject == converted.Subject && r.Definition.Name == converted.After.Name)?.From ?? converted.After.Name;

    private static TombstoneRow Row(StoredVersion version, EntityDefinition entity) => new()
    {
        Id = Guid.CreateVersion7(version.PublishedAt),
        Entity = entity.Name,
        TableName = StoredNames.Tombstone(entity.Name, version.Version),
        Version = version.Version,
        At = version.PublishedAt,
        ById = version.PublishedById,
        DefinedIn = entity.Name,
        DefinitionJson = JsonSerializer.Serialize(entity),
        IsConversion = false,
    };

    private static TombstoneRow Row(StoredVersion version, PublishChange change, string entity, string field, FieldDefinition was, bool isConversion) => new()
    {
        Id = Guid.CreateVersion7(version.PublishedAt),
        Entity = entity,
        Field = field,
        TableName = entity,
        ColumnName = StoredNames.Tombstone(field, version.Version),
        Version = version.Version,
        At = version.PublishedAt,
        ById = version.PublishedById,
        DefinedIn = change.Operations.OfType<RenameEntity>().FirstOrDefault(r => r.Subject == entity)?.From ?? entity,
        DefinitionJson = JsonSerializer.Serialize(was),
        IsConversion = isConversion,
    };
}
