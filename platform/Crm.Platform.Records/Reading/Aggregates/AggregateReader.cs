using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <inheritdoc/>
internal sealed class AggregateReader(ReadDoor door, AggregatePlanner planner, SearchPlanner search, AccessGate gate, IRecordDatabase records) : IAggregateReader
{
    private static readonly Invalid TooLarge = Invalid.Of(new Problem("aggregates", "query.too_large", "A sum is larger than the database computes."));

    public Task<Result<AggregatePage>> QueryAsync(AggregateQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<AggregatePage>(query, caller, async (plan, words) =>
        {
            // One group more than asked tells whether there are more.
            var rows = await gate.Filled(plan.Rows, caller, words).Skip(query.Skip).Take(query.Top + 1).ToListAsync(cancellationToken);
            if (rows.Count == 0 && query.Keys.IsEmpty && query.Skip == 0)
                rows.Add(new object?[plan.Values.Sum(v => v.Selected.Length)]);
            return new AggregatePage([.. plan.Values.Select(v => v.Column)], [.. rows.Take(query.Top).Select(plan.Read)], rows.Count > query.Top);
        }, cancellationToken);

    public Task<Result<long>> CountAsync(AggregateQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<long>(query, caller, async (plan, words) => query.Keys.IsEmpty ? 1 : await gate.Filled(plan.Ones, caller, words).LongCountAsync(cancellationToken), cancellationToken);

    private Task<Result<T>> ReadAsync<T>(AggregateQuery query, Caller caller, Func<AggregatePlan, string?, Task<T>> read, CancellationToken cancellationToken) =>
        door.ReadAsync<T>(query.Records.Entity, caller, async (model, profile, access) =>
        {
            if (ReadDoor.Refuse(query.Records, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var found = await search.ReadAsync(model, context, access, query.Records, cancellationToken);
            var plan = found.IsSuccess ? planner.Plan(context, profile, access, query with { Records = found.Value.Query }, caller.Zone) : found.Failure;
            if (!plan.IsSuccess)
                return plan.Failure;
            try
            {
                return await read(plan.Value, found.Value.Text);
            }
            catch (Exception exception) when (records.Database.IsOutOfRange(exception))
            {
                return TooLarge;
            }
        });
}
