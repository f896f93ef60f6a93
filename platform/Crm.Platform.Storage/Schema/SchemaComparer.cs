using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Platform.Storage.Schema;

/// <summary>Works out the SQL between two snapshots with EF Core's own differ and generator. Touches no database.</summary>
/// <remarks>
/// EF's differ reads a removed field as a dropped column. So what is removed is first taken out of the "before" model and
/// renamed by explicit operations; the differ then sees additions only, and no data is ever dropped.
/// </remarks>
internal sealed class SchemaComparer(IDatabase database, IFieldKindRegistry kinds)
{
    private volatile Comparison? _last;

    /// <summary>The change; the last one is remembered, because publishing asks for what its plan has just shown.</summary>
    public SchemaChange Compare(MetadataSnapshot before, MetadataSnapshot after)
    {
        if (_last is { } last && last.Before == before && last.After == after)
            return last.Change;
        var change = Work(before, after);
        _last = new Comparison(before, after, change);
        return change;
    }

    private SchemaChange Work(MetadataSnapshot before, MetadataSnapshot after)
    {
        using var context = new RecordContext(RecordModel.Options(database, null));
        var tombstones = Tombstones(before, after, context.Model.GetMaxIdentifierLength());
        var beforeModel = Relational(context, before);
        var keptModel = tombstones.Count == 0 ? beforeModel : Relational(context, Kept(before, after));
        var afterModel = RecordModelBuilder.Build(context, after, kinds, database, designTime: true);

        var operations = DroppedIndexes(beforeModel, keptModel)
            .Concat(tombstones.Select(t => Rename(t, before)))
            .Concat(context.GetService<IMigrationsModelDiffer>().GetDifferences(keptModel, afterModel.GetRelationalModel()));

        return new SchemaChange([.. operations.SelectMany(o => Statements(context, o, afterModel, new FieldNames(before, after)))], [.. tombstones]);
    }

    private sealed record Comparison(MetadataSnapshot Before, MetadataSnapshot After, SchemaChange Change);

    private IRelationalModel Relational(RecordContext context, MetadataSnapshot snapshot) =>
        RecordModelBuilder.Build(context, snapshot, kinds, database, designTime: true).GetRelationalModel();

    /// <summary>The snapshot before, without what the one after has no more.</summary>
    private static MetadataSnapshot Kept(MetadataSnapshot before, MetadataSnapshot after) => new(
        before.Version,
        [.. before.Entities.Select(e => (Before: e, After: after.Entity(e.Name))).Where(p => p.After is not null).Select(p => Kept(p.Before, p.After!))],
        [], [], []);

    private static EntityDefinition Kept(EntityDefinition before, EntityDefinition after)
    {
        var lives = (string field) => after.Field(field) is { IsVirtual: false };
        return before with
        {
            Fields = [.. before.Fields.Where(f => lives(f.Name)).Select(f => f with { Parts = [.. f.Parts.Where(p => lives(p.Name))] })],
            Keys = [.. before.Keys.Where(k => k.All(lives))],
            Indexes = [.. before.Indexes.Where(i => i.All(lives))],
        };
    }

    private static List<Tombstone> Tombstones(MetadataSnapshot before, MetadataSnapshot after, int longest) =>
    [
        .. before.Entities.SelectMany(entity => after.Entity(entity.Name) is { } next
            ? entity.Stored.Where(f => next.Field(f.Name) is not { IsVirtual: false }).Select(f => new Tombstone(entity.Name, f.Name, StoredNames.Tombstone(f.Column, after.Version, longest)))
            : [new Tombstone(entity.Name, null, StoredNames.Tombstone(entity.Name, after.Version, longest))]),
    ];

    private static MigrationOperation Rename(Tombstone tombstone, MetadataSnapshot before) => tombstone.Field is { } field
        ? new RenameColumnOperation { Table = tombstone.Entity, Name = before.Entity(tombstone.Entity)!.Field(field)!.Column, NewName = tombstone.StoredAs }
        : new RenameTableOperation { Name = tombstone.Entity, NewName = tombstone.StoredAs };

    /// <summary>Indexes over removed fields, and those of removed entities: their names must be free again.</summary>
    private static IEnumerable<MigrationOperation> DroppedIndexes(IRelationalModel before, IRelationalModel kept) =>
        from table in before.Tables
        let present = kept.FindTable(table.Name, table.Schema)?.Indexes.Select(i => i.Name).ToHashSet(StringComparer.Ordinal) ?? []
        from index in table.Indexes
        where !present.Contains(index.Name)
        select new DropIndexOperation { Name = index.Name, Table = table.Name };

    private static IEnumerable<SchemaStatement> Statements(RecordContext context, MigrationOperation operation, IModel after, FieldNames names)
    {
        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate([operation], after))
        {
            if (command.TransactionSuppressed)
                throw new NotSupportedException($"'{operation.GetType().Name}' cannot run inside the publish transaction.");
            yield return new SchemaStatement(TableOf(operation), names.Of(TableOf(operation), operation), command.CommandText.Trim());
        }
    }

    private static string TableOf(MigrationOperation operation) => operation is ITableMigrationOperation onTable ? onTable.Table : "";
}
