using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading;

/// <inheritdoc/>
internal sealed class RecordReader(ReadDoor door, QueryPlanner planner, SearchPlanner search, AccessGate gate, PageReader pages, VirtualFields virtuals) : IRecordReader
{
    public Task<Result<Record>> FindAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        door.ReadAsync<Record>(entity, caller, async (model, profile, access) =>
        {
            await using var context = model.CreateContext();
            if (await gate.FindAsync(model, context, access, id, caller, cancellationToken) is not { } record)
                return Failures.UnknownRecord(access.Whole);
            await virtuals.FillAsync(context, model, profile, access, [record], caller, cancellationToken);
            return access.Masked(record);
        });

    public Task<Result<RecordPage>> QueryAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        door.ReadAsync<RecordPage>(query.Entity, caller, async (model, profile, access) =>
        {
            if (ReadDoor.Refuse(query, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            return await pages.ReadAsync(model, context, profile, access, query, caller, cancellationToken);
        });

    public Task<Result<long>> CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        door.ReadAsync<long>(query.Entity, caller, async (model, profile, access) =>
        {
            if (ReadDoor.Refuse(query, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var read = await search.ReadAsync(model, context, access, query, cancellationToken);
            var plan = read.IsSuccess ? planner.Plan(context, profile, access, read.Value.Query, caller.Zone) : read.Failure;
            if (!plan.IsSuccess)
                return plan.Failure;
            return await gate.Filled(plan.Value.Matching, caller, read.Value.Text).LongCountAsync(cancellationToken);
        });
}
