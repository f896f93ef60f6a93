using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Values;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Storage.Schema;

/// <summary>Writes the values a publish converts or fills in, within its transaction. Values go through the field kinds, so every database agrees on them.</summary>
internal sealed class ValueMover(TableReader tables, IFieldKindRegistry kinds)
{
    private static readonly Conflict Moved = new("metadata.plan.stale", "A record changed after this plan was made and no longer fits it. Plan again.");

    /// <summary>Converts a column into another.</summary>
    /// <returns>A <see cref="Conflict"/> when a value does not do what the plan said: then the transaction must not be committed.</returns>
    public async Task<Failure?> ConvertAsync(DatabaseFacade transaction, ConversionMove move, CancellationToken cancellationToken)
    {
        var conversion = new ValueConversion(move.Field.Before, move.Field.After, kinds);
        await using var source = await JoinAsync(transaction, new EntityDefinition(move.Table, [move.Field.Before with { Name = move.Column }]), cancellationToken);
        await using var target = await JoinAsync(transaction, new EntityDefinition(move.Table, [move.Field.After]), cancellationToken);
        var update = Update(transaction, target, move.Field.After, byId: true);
        // All are read before the first is written: one connection does both.
        foreach (var row in await source.Records(move.Table).Where(r => EF.Property<object?>(r, move.Column) != null).ToListAsync(cancellationToken))
        {
            var converted = conversion.Convert(row[move.Column]!);
            var mayGo = move.Field.After.IsComputed || row.DeletedAt is not null;
            if ((converted.Misfit is not null && !mayGo) || (!converted.IsExact && !move.Field.IsLossy))
                return Moved;
            if (converted.Value is not null)
                await update(converted.Value, row.Id, cancellationToken);
        }

        return null;
    }

    /// <summary>Puts the default where there is no value.</summary>
    public async Task FillAsync(DatabaseFacade transaction, FillMove move, CancellationToken cancellationToken)
    {
        var field = move.Field.Definition;
        var kind = kinds.Get(field);
        var value = kind.Check(kind.ReadJson(field.Default!.Value, field).Value, field).Value;
        await using var target = await JoinAsync(transaction, new EntityDefinition(move.Table, [field]), cancellationToken);
        await Update(transaction, target, field, byId: false)(value, Guid.Empty, cancellationToken);
    }

    private async Task<RecordContext> JoinAsync(DatabaseFacade transaction, EntityDefinition table, CancellationToken cancellationToken)
    {
        var context = tables.Open(table);
        context.Database.SetDbConnection(transaction.GetDbConnection(), contextOwnsConnection: false);
        await context.Database.UseTransactionAsync(transaction.CurrentTransaction!.GetDbTransaction(), cancellationToken);
        return context;
    }

    /// <summary>A plain statement: EF Core's own updates would load and track every row.</summary>
    private static Func<object, Guid, CancellationToken, Task> Update(DatabaseFacade transaction, RecordContext target, FieldDefinition field, bool byId)
    {
        var type = target.Model.GetEntityTypes().Single();
        var names = target.GetService<ISqlGenerationHelper>();
        var (column, id) = (names.DelimitIdentifier(field.Name), names.DelimitIdentifier(SystemFields.Id));
        var sql = $"UPDATE {names.DelimitIdentifier(type.GetTableName()!)} SET {column} = @value WHERE {(byId ? $"{id} = @id" : $"{column} IS NULL")}";
        var (values, ids) = (Mapping(type, field.Name), Mapping(type, nameof(Record.Id)));
        return async (value, key, cancellationToken) =>
        {
            // A command for each row: once PostgreSQL's driver has prepared one, it goes on sending the values it was prepared with.
            await using var command = transaction.GetDbConnection().CreateCommand();
            command.Transaction = transaction.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // Only delimited names, which the definition schema has checked.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Parameters.Add(values.CreateParameter(command, "@value", value, nullable: true));
            if (byId)
                command.Parameters.Add(ids.CreateParameter(command, "@id", key));
            await command.ExecuteNonQueryAsync(cancellationToken);
        };
    }

    private static RelationalTypeMapping Mapping(IEntityType type, string property) => type.FindProperty(property)!.GetRelationalTypeMapping();
}
