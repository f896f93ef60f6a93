using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Platform.Storage.Schema;

/// <summary>Works out the SQL that gives what an earlier build named otherwise its present name. Touches no database.</summary>
internal sealed class EarlierNames(IDatabase database, IFieldKindRegistry kinds)
{
    /// <param name="names">What is there.</param>
    public IEnumerable<string> Indexes(MetadataSnapshot snapshot, IReadOnlySet<string> names)
    {
        var renames = snapshot.Entities.Select(entity => (Shape: TableShape.Of(entity), Renames: Renames(entity, names).ToList())).Where(e => e.Renames.Count > 0).ToList();
        if (renames.Count == 0)
            return [];
        using var context = new RecordContext(RecordModel.Options(database, null));
        var model = RecordModelBuilder.Build(context, [.. renames.Select(r => r.Shape)], kinds, database, designTime: true);
        return [.. context.GetService<IMigrationsSqlGenerator>().Generate([.. renames.SelectMany(r => r.Renames)], model).Select(c => c.CommandText)];
    }

    /// <summary>Tombstones whose names were longer than they may be now.</summary>
    public IEnumerable<string> Tombstones(ImmutableArray<EarlierTombstone> tombstones)
    {
        var shorter = tombstones.Where(t => StoredNames.Shortened(t.StoredAs) != t.StoredAs).ToList();
        // Columns first: their tables are still called as they are.
        var operations = shorter.Where(t => t.Field is not null).Select(MigrationOperation (t) => new RenameColumnOperation { Table = TableOf(t, tombstones), Name = t.StoredAs, NewName = StoredNames.Shortened(t.StoredAs) })
            .Concat(shorter.Where(t => t.Field is null).Select(t => new RenameTableOperation { Name = t.StoredAs, NewName = StoredNames.Shortened(t.StoredAs) })).ToList();
        using var context = new RecordContext(RecordModel.Options(database, null));
        return [.. context.GetService<IMigrationsSqlGenerator>().Generate(operations).Select(c => c.CommandText)];
    }

    private static IEnumerable<MigrationOperation> Renames(EntityDefinition entity, IReadOnlySet<string> names) =>
        from index in TableShape.Of(entity).Indexes
        let name = index.NameOn(entity.Name)
        where !names.Contains(name)
        let earlier = StoredNames.EarlierIndex(entity.Name, index.Fields.Select(f => entity.Field(f)?.Column ?? f), index.IsUnique).FirstOrDefault(names.Contains)
        where earlier is not null
        select new RenameIndexOperation { Table = entity.Name, Name = earlier, NewName = name };

    private static string TableOf(EarlierTombstone column, ImmutableArray<EarlierTombstone> all) =>
        all.Where(t => t.Field is null && t.Entity == column.Entity && t.Version > column.Version).MinBy(t => t.Version)?.StoredAs ?? column.Entity;
}
