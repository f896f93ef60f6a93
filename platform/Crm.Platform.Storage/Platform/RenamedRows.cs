using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Platform.Storage.Platform;

/// <summary>Takes along what the platform keeps of records by the names of entities and fields: history, shares, files, counters, the index of words, events and who waits for them. Works in the publish transaction.</summary>
internal static class RenamedRows
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task FollowAsync(DatabaseFacade transaction, PublishChange change, CancellationToken cancellationToken)
    {
        foreach (var entity in change.Operations.OfType<RenameEntity>())
            await MoveEntityAsync(transaction, entity.From, entity.Subject, cancellationToken);
        foreach (var field in change.Operations.OfType<RenameField>())
            await MoveFieldAsync(transaction, field.Subject, field.From, field.Definition.Name, cancellationToken);
        // After the fields: these rows are found by their present names.
        foreach (var entity in change.Operations.OfType<RenameEntity>())
            await TargetTypes.RenameAsync(transaction, change, entity, cancellationToken);
    }

    private static async Task MoveEntityAsync(DatabaseFacade transaction, string from, string to, CancellationToken cancellationToken)
    {
        await transaction.ExecuteSqlAsync($"UPDATE crm_history SET entity = {to} WHERE entity = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_share SET entity = {to} WHERE entity = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_file SET entity = {to} WHERE entity = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_outbox SET entity = {to} WHERE entity = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_subscription SET entity = {to} WHERE entity = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_search_field SET entity = {to} WHERE entity = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"DELETE FROM crm_search_build WHERE entity = {to}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_search_build SET entity = {to} WHERE entity = {from}", cancellationToken);
        await MoveNumbersAsync(transaction, $"{from}.", $"{to}.", cancellationToken);
    }

    private static async Task MoveFieldAsync(DatabaseFacade transaction, string entity, string from, string to, CancellationToken cancellationToken)
    {
        await transaction.ExecuteSqlAsync($"UPDATE crm_history SET field = {to} WHERE entity = {entity} AND field = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_file SET field = {to} WHERE entity = {entity} AND field = {from}", cancellationToken);
        await transaction.ExecuteSqlAsync($"UPDATE crm_search_field SET field = {to} || substr(field, {from.Length + 1}) WHERE entity = {entity} AND (field = {from} OR substr(field, 1, {from.Length + 1}) = {from + "."})", cancellationToken);
        await MoveNumbersAsync(transaction, $"{entity}.{from}:", $"{entity}.{to}:", cancellationToken);
        await MoveFiltersAsync(transaction, entity, from, to, cancellationToken);
        await MoveChangesAsync(transaction, entity, from, to, cancellationToken);
    }

    /// <summary>A series may be there under the new name, of something removed: the further one counts, for no number is given twice.</summary>
    private static async Task MoveNumbersAsync(DatabaseFacade transaction, string from, string to, CancellationToken cancellationToken)
    {
        var moved = from.Length + 1;
        await transaction.ExecuteSqlAsync(
            $"INSERT INTO crm_number (series, last) SELECT {to} || substr(series, {moved}), last FROM crm_number WHERE substr(series, 1, {from.Length}) = {from} ON CONFLICT (series) DO UPDATE SET last = CASE WHEN excluded.last > crm_number.last THEN excluded.last ELSE crm_number.last END",
            cancellationToken);
        await transaction.ExecuteSqlAsync($"DELETE FROM crm_number WHERE substr(series, 1, {from.Length}) = {from}", cancellationToken);
    }

    private static async Task MoveFiltersAsync(DatabaseFacade transaction, string entity, string from, string to, CancellationToken cancellationToken)
    {
        var filters = await transaction.SqlQuery<Filter>($"SELECT id AS \"Id\", fields AS \"Fields\" FROM crm_subscription WHERE entity = {entity} AND fields IS NOT NULL").ToListAsync(cancellationToken);
        foreach (var (id, fields) in filters.Where(f => f.Fields.Split(',').Contains(from, StringComparer.Ordinal)))
        {
            var moved = string.Join(',', fields.Split(',').Select(f => f == from ? to : f));
            await transaction.ExecuteSqlAsync($"UPDATE crm_subscription SET fields = {moved} WHERE id = {id}", cancellationToken);
        }
    }

    /// <summary>Events wait to be delivered, or to be delivered again, to people who know the field by its present name.</summary>
    private static async Task MoveChangesAsync(DatabaseFacade transaction, string entity, string from, string to, CancellationToken cancellationToken)
    {
        var naming = $"%{JsonSerializer.Serialize(from)}%";
        var events = await transaction.SqlQuery<Event>($"SELECT sequence AS \"Sequence\", changes AS \"Changes\" FROM crm_outbox WHERE entity = {entity} AND changes LIKE {naming}").ToListAsync(cancellationToken);
        foreach (var (sequence, changes) in events)
        {
            var moved = new JsonObject(JsonNode.Parse(changes)!.AsObject().Select(c => KeyValuePair.Create(c.Key == from ? to : c.Key, c.Value?.DeepClone()))).ToJsonString(Relaxed);
            await transaction.ExecuteSqlAsync($"UPDATE crm_outbox SET changes = {moved} WHERE sequence = {sequence}", cancellationToken);
        }
    }

    private sealed record Filter(Guid Id, string Fields);

    private sealed record Event(long Sequence, string Changes);
}
