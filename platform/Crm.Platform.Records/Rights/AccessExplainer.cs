using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <inheritdoc/>
/// <remarks>Asks the same conditions as every query, one grant at a time, so it cannot say anything else than what happens.</remarks>
internal sealed class AccessExplainer(IRecordDatabase records, AccessGate gate, ScopeFilter scopes) : IAccessExplainer
{
    private static readonly Forbidden MayNotAsk = new("access.explain", "Only administrators may ask about others.");
    private static readonly ImmutableArray<AccessAction> Explained = [AccessAction.Read, AccessAction.Update, AccessAction.Delete];

    public async Task<Result<AccessExplanation>> ExplainAsync(string entity, Guid id, Caller subject, Caller asker, CancellationToken cancellationToken)
    {
        if (subject != asker && !asker.May(CallerRights.Admin))
            return MayNotAsk;
        var model = records.Current;
        if (gate.Profile(model, asker).Access(entity) is not { } known)
            return Failures.UnknownEntity(entity);
        await using var context = model.CreateContext();
        if (!asker.May(CallerRights.Read) || await gate.FindAsync(model, context, known, id, asker, cancellationToken) is not { } record)
            return Failures.UnknownRecord(known.Whole);

        var profile = gate.Profile(model, subject);
        var access = profile.Access(entity)!;
        var isReadable = await gate.MayAsync(context, access, AccessAction.Read, record, subject, cancellationToken);
        var asking = new Asking(context, access, record, subject, isReadable, asker.May(CallerRights.Admin));
        var actions = ImmutableArray.CreateBuilder<ActionExplanation>();
        foreach (var action in Explained)
            actions.Add(await ExplainAsync(asking, action, cancellationToken));
        return new AccessExplanation(subject.Roles?.Names ?? [], actions.ToImmutable(), [.. known.Seen.Fields.Select(f => profile.Explain(asking.Access, f.Name))]);
    }

    private async Task<ActionExplanation> ExplainAsync(Asking asking, AccessAction action, CancellationToken cancellationToken)
    {
        var isEntitled = asking.Subject.May(action == AccessAction.Read ? CallerRights.Read : CallerRights.Write);
        var allowed = isEntitled && (action == AccessAction.Read ? asking.IsReadable : await gate.MayAsync(asking.Context, asking.Access, action, asking.Record, asking.Subject, cancellationToken));
        var reasons = new List<AccessReason>();
        if (!isEntitled)
            reasons.Add(new AccessReason("access.right", false, null, action == AccessAction.Read ? "The sign-in was not granted to read." : "The sign-in was not granted to write."));
        if (action != AccessAction.Read && !asking.IsReadable)
            reasons.Add(new AccessReason("access.unreadable", false, null, "A record that cannot be read cannot be changed either."));
        if (asking.Access.Grants(action).IsEmpty)
            reasons.Add(new AccessReason("access.none", false, null, $"No role held allows it with {asking.Access.Whole.PluralTitle.ToLowerInvariant()}."));
        if (asking.Access.Ends is not null)
            reasons.Add(new AccessReason("access.ends", allowed, null, "No role held names these links, so they may be read where both of their records may, and changed where the first may be changed."));
        foreach (var grant in asking.Access.Ends is null ? asking.Access.Grants(action) : [])
            reasons.Add(await ExplainAsync(asking, grant, cancellationToken));
        if (action is AccessAction.Read or AccessAction.Update && !asking.Access.Grants(action).IsEmpty
            && await HoldsAsync(asking, ScopeFilter.Shared(asking.Context, asking.Access.Whole.Name, action == AccessAction.Update), cancellationToken))
            reasons.Add(new AccessReason("access.share", true, null, action == AccessAction.Update ? "The record is shared to be changed." : "The record is shared."));
        return new ActionExplanation(action, allowed, [.. reasons.Where(r => r.Grants == allowed)]);
    }

    private async Task<AccessReason> ExplainAsync(Asking asking, Grant grant, CancellationToken cancellationToken)
    {
        var (code, reach) = grant.Scope switch
        {
            AccessScope.Own => ("access.own", "own records"),
            AccessScope.Team => ("access.team", "records of the own teams"),
            _ => ("access.all", "all records"),
        };
        var role = grant.Role is null ? "Everybody" : $"Role '{grant.Role}'";
        var criterion = grant.Where is null ? "" : asking.IsOpen ? $" where {grant.Text}" : " that meet its criterion";
        var isInScope = await HoldsAsync(asking, scopes.Of(asking.Context, grant with { Where = null }), cancellationToken);
        if (!isInScope)
            return new AccessReason(code, false, grant.Role, $"{role} covers {reach}{criterion}; this one is not among them.");
        if (grant.Where is not null && !await HoldsAsync(asking, scopes.Of(asking.Context, grant), cancellationToken))
            return new AccessReason("access.criterion", false, grant.Role, $"{role} covers {reach}{criterion}; this one does not meet it.");
        return new AccessReason(code, true, grant.Role, $"{role} covers {reach}{criterion}.");
    }

    private Task<bool> HoldsAsync(Asking asking, System.Linq.Expressions.Expression<Func<StoredRecord, bool>> condition, CancellationToken cancellationToken)
    {
        var id = asking.Record.Id;
        return gate.Filled(asking.Context.Records(asking.Access.Whole.Name).Where(r => r.Id == id).Where(condition), asking.Subject).AnyAsync(cancellationToken);
    }

    /// <param name="IsOpen">Whether the asker may read criteria, which may name what is hidden from others.</param>
    private sealed record Asking(RecordContext Context, EntityAccess Access, StoredRecord Record, Caller Subject, bool IsReadable, bool IsOpen);
}
