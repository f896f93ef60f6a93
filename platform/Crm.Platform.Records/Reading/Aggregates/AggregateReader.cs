using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <inheritdoc/>
internal sealed class AggregateReader(ReadDoor door, AggregatePlanner planner, AccessGate gate, IRecordDatabase records) : IAggregateReader
{
    private static readonly Invalid TooLarge = Invalid.Of(new Problem("aggregates", "query.too_large", "A sum is larger than the database computes."));

    public Task<Result<AggregatePage>> QueryAsync(AggregateQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<AggregatePage>(query, caller, async plan =>
        {
            // One group more than asked tells whether there are more.
            var rows = await Filled(plan.Rows, caller).Skip(query.Skip).Take(query.Top + 1).ToListAsync(cancellationToken);
            if (rows.Count == 0 && query.Keys.IsEmpty && query.Skip == 0)
                rows.Add(new object?[plan.Values.Sum(v => v.Selected.Length)]);
            return new AggregatePage([.. plan.Values.Select(v => v.Column)], [.. rows.Take(query.Top).Select(plan.Read)], rows.Count > query.Top);
        });

    public Task<Result<long>> CountAsync(AggregateQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<long>(query, caller, async plan => query.Keys.IsEmpty ? 1 : await Filled(plan.Ones, caller).LongCountAsync(cancellationToken));

    private Task<Result<T>> ReadAsync<T>(AggregateQuery query, Caller caller, Func<AggregatePlan, Task<T>> read) =>
        door.ReadAsync<T>(query.Records.Entity, caller, async (model, profile, access) =>
        {
            if (ReadDoor.Refuse(query.Records, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var plan = planner.Plan(context, profile, access, query, caller.Zone);
            if (!plan.IsSuccess)
                return plan.Failure;
            try
            {
                return await read(plan.Value);
            }
            catch (Exception exception) when (records.Database.IsOutOfRange(exception))
            {
                return TooLarge;
            }
        });

    private IQueryable<T> Filled<T>(IQueryable<T> query, Caller caller) => query.Provider.CreateQuery<T>(QueryParameters.Filled(query.Expression, gate.Binding(caller)));
}
