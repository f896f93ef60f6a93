using System.Diagnostics.CodeAnalysis;
using Crm.Platform.Metadata.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Platform.Storage.Schema;

/// <summary>Writes the names of entities that records keep beside lookups of several, inside a publish.</summary>
[SuppressMessage("Security", "EF1002", Justification = "Names of tables and columns, which the definition schema has checked.")]
internal static class TargetTypes
{
    /// <summary>Notes for every record what its lookup pointed at while it could be one entity only. What was kept aside of an earlier time is no longer true.</summary>
    public static Task FillAsync(DatabaseFacade transaction, TypeMove move, CancellationToken cancellationToken)
    {
        var (table, type, lookup) = (SchemaRunner.Quoted(transaction, move.Table), SchemaRunner.Quoted(transaction, move.Field.Definition.Column), SchemaRunner.Quoted(transaction, move.Field.Lookup));
        return transaction.ExecuteSqlRawAsync($"UPDATE {table} SET {type} = CASE WHEN {lookup} IS NULL THEN NULL ELSE {{0}} END", [move.Field.Target], cancellationToken);
    }

    /// <summary>Lets everything that points at a renamed entity say so by its present name, in records and in their history.</summary>
    public static async Task RenameAsync(DatabaseFacade transaction, PublishChange change, RenameEntity renamed, CancellationToken cancellationToken)
    {
        var (from, to) = (Quoted(renamed.From), Quoted(renamed.Subject));
        foreach (var entity in change.After.Entities)
            foreach (var type in entity.Fields.Where(f => f.TypeField is not null && f.PointsAt(renamed.Subject)).Select(f => f.TypeField!))
            {
                var (table, column) = (SchemaRunner.Quoted(transaction, entity.Name), SchemaRunner.Quoted(transaction, type));
                await transaction.ExecuteSqlRawAsync($"UPDATE {table} SET {column} = {{0}} WHERE {column} = {{1}}", [renamed.Subject, renamed.From], cancellationToken);
                await transaction.ExecuteSqlAsync($"UPDATE crm_history SET old_value = {to} WHERE entity = {entity.Name} AND field = {type} AND old_value = {from}", cancellationToken);
                await transaction.ExecuteSqlAsync($"UPDATE crm_history SET new_value = {to} WHERE entity = {entity.Name} AND field = {type} AND new_value = {from}", cancellationToken);
            }
    }

    /// <summary>As a value on the wire.</summary>
    private static string Quoted(string name) => $"\"{name}\"";
}
