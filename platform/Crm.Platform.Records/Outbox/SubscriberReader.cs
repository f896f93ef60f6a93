using System.Collections.Immutable;
using System.Data.Common;
using Crm.Platform.Records.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Records.Outbox;

/// <summary>Reads who wants to know of changes, and of which entities changes are noted, in the transaction of the changes.</summary>
/// <remarks>
/// Not remembered from one transaction to the next: another node may have added one, and no change after it may go untold.
/// A plain command, because it runs with every write and EF Core's share of it would be most of its time.
/// </remarks>
internal static class SubscriberReader
{
    /// <summary>What <see cref="ReadAsync"/> reads the rows of.</summary>
    public const string Sql = "SELECT id, entity, events, fields FROM crm_subscription WHERE enabled UNION ALL SELECT NULL, entity, NULL, NULL FROM crm_tracking";

    public static async ValueTask<IReadOnlyList<Subscriber>> OfAsync(RecordSession session, CancellationToken cancellationToken) =>
        session.Subscribers ??= await QueryAsync(session, cancellationToken);

    public static async Task<IReadOnlyList<Subscriber>> ReadAsync(RecordSession session, DbDataReader rows, CancellationToken cancellationToken)
    {
        var subscribers = new List<Subscriber>();
        var tracked = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
            if (await rows.IsDBNullAsync(0, cancellationToken))
                tracked.Add(rows.GetString(1));
            else
                subscribers.Add(new Subscriber(rows.GetGuid(0), rows.GetString(1), EventNames.Parse(rows.GetString(2)), Fields(await rows.IsDBNullAsync(3, cancellationToken) ? "" : rows.GetString(3))));
        session.Tracked = tracked;
        return subscribers;
    }

    private static async Task<IReadOnlyList<Subscriber>> QueryAsync(RecordSession session, CancellationToken cancellationToken)
    {
        var database = session.Context.Database;
        await using var command = database.GetDbConnection().CreateCommand();
        command.Transaction = database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = Sql;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(session, rows, cancellationToken);
    }

    private static ImmutableArray<string> Fields(string names) => [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
