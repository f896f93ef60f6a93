using System.Diagnostics.CodeAnalysis;
using Crm.Platform.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Platform.Storage.Platform;

/// <summary>Removes what the platform keeps beside the records a tombstone is purged with: their values must not live on in the history, nor their files on the disk.</summary>
internal static class PurgedRows
{
    /// <summary>While the table is still there: what is of its records.</summary>
    [SuppressMessage("Security", "EF1002", Justification = "A table's name, which the definition schema has checked.")]
    public static async Task OfTableAsync(DatabaseFacade transaction, string table, DateTime now, CancellationToken cancellationToken)
    {
        var records = $"record_id IN (SELECT id FROM {SchemaRunner.Quoted(transaction, table)})";
        await transaction.ExecuteSqlRawAsync($"DELETE FROM crm_history WHERE {records}", cancellationToken);
        await transaction.ExecuteSqlRawAsync($"DELETE FROM crm_share WHERE {records}", cancellationToken);
        await transaction.ExecuteSqlRawAsync($"DELETE FROM crm_search WHERE {records}", cancellationToken);
        await transaction.ExecuteSqlRawAsync($"UPDATE crm_file SET record_id = NULL, entity = NULL, field = NULL, loose_since = {{0}} WHERE {records}", [now], cancellationToken);
    }

    /// <summary>What is of a removed field. Values that were converted go on under the same name, and so does their history.</summary>
    /// <param name="isLast">Whether no other field or tombstone of that name is there.</param>
    public static async Task OfFieldAsync(DatabaseFacade transaction, TombstoneRow tombstone, bool isLast, DateTime now, CancellationToken cancellationToken)
    {
        if (tombstone.IsConversion)
            return;
        var (entity, field, at) = (tombstone.Entity, tombstone.Field, DateTime.SpecifyKind(tombstone.At, DateTimeKind.Utc));
        await transaction.ExecuteSqlAsync($"DELETE FROM crm_history WHERE entity = {entity} AND field = {field} AND at <= {at}", cancellationToken);
        if (isLast)
            await transaction.ExecuteSqlAsync($"UPDATE crm_file SET record_id = NULL, entity = NULL, field = NULL, loose_since = {now} WHERE entity = {entity} AND field = {field}", cancellationToken);
    }
}
