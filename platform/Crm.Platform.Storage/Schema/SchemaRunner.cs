using System.Data.Common;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = Crm.Platform.Storage.Databases.IDatabase;

namespace Crm.Platform.Storage.Schema;

/// <summary>Carries a schema change out inside a running transaction.</summary>
internal sealed class SchemaRunner(IDatabase database, ValueMover values, AddedFields added, IEnumerable<IRecordFill> fills)
{
    /// <returns>Why it cannot be done, or <see langword="null"/>; then the caller commits.</returns>
    public async Task<Failure?> RunAsync(IDbContextTransaction open, SchemaChange schema, PublishChange change, RecordModel model, CancellationToken cancellationToken)
    {
        await using var context = model.CreateContext(open);
        var transaction = context.Database;
        foreach (var statement in schema.Before)
            await ExecuteAsync(transaction, statement.Sql, cancellationToken);
        foreach (var move in schema.Moves)
            if (await MoveAsync(transaction, move, cancellationToken) is { } failure)
                return failure;
        await added.FillAsync(change, model, open, cancellationToken);
        foreach (var fill in fills)
            if (await fill.FillAsync(change.Before, model, context, cancellationToken) is { } failure)
                return failure;
        try
        {
            foreach (var statement in schema.After)
                await ExecuteAsync(transaction, statement.Sql, cancellationToken);
        }
        catch (DbException exception) when (database.ReadUniqueViolation(exception, model.Model) is { } taken)
        {
            return new Conflict("metadata.key.duplicates", $"Records share the same {string.Join(" and ", taken.Columns)}, so it cannot become unique. Mend them first.");
        }

        foreach (var move in schema.Moves.OfType<ConversionMove>().Where(m => !m.Field.IsLossy))
            await DropColumnAsync(transaction, move.Table, move.Column, cancellationToken);
        await database.CompleteStatisticsAsync(transaction, cancellationToken);
        return null;
    }

    /// <summary>Both databases drop a column by this; EF Core's generator would copy the table on SQLite.</summary>
    public static Task DropColumnAsync(DatabaseFacade transaction, string table, string column, CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, $"ALTER TABLE {Quoted(transaction, table)} DROP COLUMN {Quoted(transaction, column)}", cancellationToken);

    public static Task DropTableAsync(DatabaseFacade transaction, string table, CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, $"DROP TABLE {Quoted(transaction, table)}", cancellationToken);

    /// <summary>A name as statements write it.</summary>
    public static string Quoted(DatabaseFacade transaction, string name) => transaction.GetService<ISqlGenerationHelper>().DelimitIdentifier(name);

    private async Task<Failure?> MoveAsync(DatabaseFacade transaction, ValueMove move, CancellationToken cancellationToken)
    {
        if (move is ConversionMove conversion)
            return await values.ConvertAsync(transaction, conversion, cancellationToken);
        if (move is TypeMove type)
            await TargetTypes.FillAsync(transaction, type, cancellationToken);
        else
            await values.FillAsync(transaction, (FillMove)move, cancellationToken);
        return null;
    }

    public static async Task ExecuteAsync(DatabaseFacade transaction, string sql, CancellationToken cancellationToken)
    {
        // As plain commands: EF's raw-SQL door reads braces in the text as placeholders.
        await using var command = transaction.GetDbConnection().CreateCommand();
        command.Transaction = transaction.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // The text is EF Core's own generator's, over names the definition schema has checked.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
