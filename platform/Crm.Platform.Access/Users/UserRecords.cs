using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Access.Users;

/// <summary>Keeps the records of entity <c>user</c> that stand for accounts.</summary>
internal sealed class UserRecords(IRecordWriter writer, ITeamMembers members)
{
    /// <summary>The record and its place in teams, or neither.</summary>
    public Task<Result<Record>> CreateAsync(CrmUser user, ImmutableArray<Guid> teams, CancellationToken cancellationToken) => teams.IsEmpty
        ? writer.CreateAsync(SystemFields.UserEntity, Fields(user, user.Id), Caller.Platform, cancellationToken)
        : members.CreateMemberAsync(Fields(user, user.Id), teams, Caller.Platform, cancellationToken);

    /// <summary>Takes over the record that was kept for this person, or makes one.</summary>
    public async Task<Result<Record>> ClaimAsync(CrmUser user, CancellationToken cancellationToken)
    {
        var claimed = await UpdateAsync(user, cancellationToken);
        return claimed.Failure is NotFound ? await CreateAsync(user, [], cancellationToken) : claimed;
    }

    public Task<Result<Record>> UpdateAsync(CrmUser user, CancellationToken cancellationToken) =>
        writer.UpdateAsync(SystemFields.UserEntity, user.Id, Fields(user, null), null, Caller.Platform, cancellationToken);

    private static RecordInput Fields(CrmUser user, Guid? id) =>
        new RecordInput { Id = id }.Set("name", user.Name).Set("email", user.Email).Set("enabled", user.Enabled);
}
