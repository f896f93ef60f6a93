using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Matching;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Platform.Storage.Schema;

/// <summary>Works out the SQL of a publish with EF Core's own differ and generator. Touches no database.</summary>
/// <remarks>
/// EF's differ reads what is removed or renamed as dropped. So explicit operations give every table and column the name it has
/// afterwards, or a tombstone's; the differ then compares what is left and sees additions only. Entities have no foreign
/// keys, so only those the change touches are compared: one field among hundreds of entities costs two models of one table.
/// </remarks>
internal sealed class SchemaComparer(IDatabase database, IFieldKindRegistry kinds)
{
    private volatile Comparison? _last;

    /// <summary>The change; the last one is remembered, because publishing asks for what its plan has just shown.</summary>
    public SchemaChange Compare(PublishChange change)
    {
        if (_last is { } last && last.Change == change)
            return last.Result;
        var result = Work(change);
        _last = new Comparison(change, result);
        return result;
    }

    private sealed record Comparison(PublishChange Change, SchemaChange Result);

    private SchemaChange Work(PublishChange change)
    {
        using var context = new RecordContext(RecordModel.Options(database, null));
        var converted = change.Operations.OfType<ConvertField>().ToLookup(c => c.Subject, c => c.After.Name, StringComparer.Ordinal);
        var touched = Touched(change);
        var known = touched.Where(m => m.Before is not null).ToList();
        var kept = Model(context, known.Select(m => KeptShapes.Of(m, converted[m.After.Name].ToHashSet(StringComparer.Ordinal))));
        var after = Model(context, touched.Select(m => TableShape.Of(m.After)));
        var added = context.GetService<IMigrationsModelDiffer>().GetDifferences(kept.GetRelationalModel(), after.GetRelationalModel()).Select(o => Added(o, after, change)).ToList();
        var renames = new RenameSteps(change);

        var before = Indexes(change, known, converted, keptIndexes: false, kept)
            .Concat(renames.All())
            .Concat(Indexes(change, known, converted, keptIndexes: true, kept))
            .Concat(added.Where(s => s.Operation is not CreateIndexOperation));
        return new SchemaChange(
            [.. before.SelectMany(s => Statements(context, s))],
            [.. change.Operations.Select(o => Move(o, renames)).OfType<ValueMove>()],
            [.. added.Where(s => s.Operation is CreateIndexOperation).SelectMany(s => Statements(context, s))]);
    }

    private static List<EntityMatch> Touched(PublishChange change)
    {
        var subjects = change.Operations.Where(o => o is not ChangeLayout).Select(o => o.Subject).ToHashSet(StringComparer.Ordinal);
        return [.. change.Matches.Where(m => subjects.Contains(m.After.Name))];
    }

    private IModel Model(RecordContext context, IEnumerable<TableShape> tables) => RecordModelBuilder.Build(context, [.. tables], kinds, database, designTime: true);

    /// <summary>Indexes that lose a field, or whose entity goes, are dropped before anything is renamed: their names must be free again. Those that stay are named anew after it.</summary>
    private static IEnumerable<SchemaStep> Indexes(PublishChange change, List<EntityMatch> known, ILookup<string, string> converted, bool keptIndexes, IModel kept)
    {
        if (!keptIndexes)
            foreach (var removed in change.Operations.OfType<RemoveEntity>())
                foreach (var index in TableShape.Of(removed.Entity).Indexes)
                    yield return Drop(removed.Entity.Name, index, removed.Subject);
        foreach (var match in known)
            foreach (var (index, now) in KeptShapes.Pairs(match, converted[match.After.Name].ToHashSet(StringComparer.Ordinal)))
                if (!keptIndexes && now is null)
                    yield return Drop(match.Before!.Name, index, match.After.Name);
                else if (keptIndexes && now is not null && now.NameOn(match.After.Name) is var name && name != index.NameOn(match.Before!.Name))
                    yield return new SchemaStep(new RenameIndexOperation { Table = match.After.Name, Name = index.NameOn(match.Before.Name), NewName = name }, match.After.Name, string.Join(',', now.Fields), kept);
    }

    private static SchemaStep Drop(string table, IndexShape index, string entity) =>
        new(new DropIndexOperation { Name = index.NameOn(table), Table = table }, entity, string.Join(',', index.Fields));

    private static ValueMove? Move(SnapshotOperation operation, RenameSteps renames) => operation switch
    {
        ConvertField converted => new ConversionMove(converted.Subject, renames.SourceOf(converted), converted),
        FillType typed => new TypeMove(typed.Subject, typed),
        FillField filled => new FillMove(filled.Subject, filled),
        _ => null,
    };

    private static SchemaStep Added(MigrationOperation operation, IModel after, PublishChange change) => operation switch
    {
        CreateTableOperation table => new SchemaStep(operation, table.Name, null, after),
        AddColumnOperation column => new SchemaStep(operation, column.Table, FieldOf(change, column.Table, column.Name).Split('.')[0], after),
        CreateIndexOperation index => new SchemaStep(operation, index.Table, IndexedBy(change, index), after),
        DropIndexOperation index => new SchemaStep(operation, index.Table!, null, after),
        // Whatever else it finds would change or drop what is there.
        _ => throw new NotSupportedException($"A publish must not need '{operation.GetType().Name}'."),
    };

    /// <summary>The field, or part of one, that a column is for.</summary>
    private static string FieldOf(PublishChange change, string table, string column) =>
        change.After.Entity(table)?.Stored.FirstOrDefault(f => f.Column == column)?.Name ?? column;

    /// <summary>The fields a definition names for an index, which holds more.</summary>
    private static string? IndexedBy(PublishChange change, CreateIndexOperation index) =>
        TableShape.Of(change.After.Entity(index.Table)!).Indexes.FirstOrDefault(i => i.NameOn(index.Table) == index.Name) is { } shape ? string.Join(',', shape.Fields) : null;

    private static IEnumerable<SchemaStatement> Statements(RecordContext context, SchemaStep step)
    {
        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate([step.Operation], step.Model))
        {
            if (command.TransactionSuppressed)
                throw new NotSupportedException($"'{step.Operation.GetType().Name}' cannot run inside the publish transaction.");
            yield return new SchemaStatement(step.Entity, step.Field, command.CommandText.Trim());
        }
    }
}
