using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>The one door of every read: the right, the entity, and a repeat when a publish renamed a column under the query or the connection broke.</summary>
internal sealed class ReadDoor(IRecordDatabase records, AccessGate gate)
{
    private const int MostAttempts = 4;

    public async Task<Result<T>> ReadAsync<T>(string entity, Caller caller, Func<RecordModel, AccessProfile, EntityAccess, Task<Result<T>>> read)
    {
        if (!caller.May(CallerRights.Read))
            return Failures.MayNotRead;
        for (var attempt = 1; ; attempt++)
        {
            var model = records.Current;
            var profile = gate.Profile(model, caller);
            if (profile.Access(entity) is not { } access)
                return Failures.UnknownEntity(entity);
            try
            {
                return await read(model, profile, access);
            }
            catch (Exception exception) when (records.Database.IsSchemaMismatch(exception))
            {
                // The next turn reads with the snapshot that renamed it, which another node may have published.
                await records.FollowAsync(CancellationToken.None);
                if (records.Current == model)
                    throw;
            }
            catch (Exception exception) when (records.Database.IsConnectionLost(exception) && attempt < MostAttempts)
            {
                // Connections of a server that was restarted are noticed one by one.
            }
        }
    }

    /// <summary>What stands against reading any of the records a query asks for, or <see langword="null"/>.</summary>
    public static Forbidden? Refuse(RecordQuery query, EntityAccess access, Caller caller)
    {
        if (query.Trashed && !caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        return access.May(query.Action) ? null : Failures.MayNot(query.Action, access.Whole);
    }
}
