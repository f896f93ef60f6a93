using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Rights;

/// <inheritdoc/>
internal sealed class Rights(IRecordDatabase records, AccessGate gate) : IRights
{
    public MetadataSnapshot SeenBy(Caller caller) => gate.Profile(records.Current, caller).Seen;

    public EntityRights On(string entity, Caller caller)
    {
        if (!caller.May(CallerRights.Read) || gate.Profile(records.Current, caller).Access(entity) is not { } access)
            return EntityRights.Nothing;
        var mayWrite = caller.May(CallerRights.Write) && (!access.Whole.System || caller.IsPlatform);
        bool May(AccessAction action) => mayWrite && access.May(action);
        return new EntityRights(May(AccessAction.Create), access.May(AccessAction.Read), May(AccessAction.Update), May(AccessAction.Delete), access.May(AccessAction.Export), May(AccessAction.Import), access.MayAssign);
    }

    public async Task<Result<ThisRecordRights>> OnRecordAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var model = records.Current;
        if (gate.Profile(model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        if (!caller.May(CallerRights.Read))
            return Failures.MayNotRead;
        await using var context = model.CreateContext();
        if (await gate.FindAsync(model, context, access, id, caller, cancellationToken) is not { } record)
            return Failures.UnknownRecord(access.Whole);
        var mayWrite = caller.May(CallerRights.Write) && (!access.Whole.System || caller.IsPlatform);
        return new ThisRecordRights(
            mayWrite && await gate.MayAsync(context, access, AccessAction.Update, record, caller, cancellationToken),
            mayWrite && await gate.MayAsync(context, access, AccessAction.Delete, record, caller, cancellationToken),
            mayWrite && await gate.MayShareAsync(context, access, id, caller, cancellationToken));
    }
}
