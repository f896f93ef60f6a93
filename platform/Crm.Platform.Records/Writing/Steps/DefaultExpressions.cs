using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Gives a new record the defaults that follow from what the sender gave.</summary>
/// <remarks>Nobody learns from a default what may not be read: where it would tell, the field stays empty.</remarks>
internal sealed class DefaultExpressions(EntityExpressionsSource expressions, AccessGate gate) : IWriteStep
{
    public WriteStage Stage => WriteStage.Input;

    public async ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Kind != WriteKind.Create)
            return;
        var own = expressions.Of(write.Session.Model, write.Entity);
        if (own.Defaults.IsEmpty)
            return;
        await write.Session.Targets.LoadAsync([write.Record], own.DefaultWays, cancellationToken);
        foreach (var given in own.Defaults)
            if (!write.Input.Values.ContainsKey(given.Field.Name) && !write.Input.Problems.Any(p => p.Path == given.Field.Name) && await MayTellAsync(write, given, cancellationToken))
                Set(write, given.Field.Name, given.Value.Code.Evaluate(write.Record, write.Session.Evaluation(write.Caller)));
    }

    /// <summary>Whether the sender may know all that the value follows from, or does not get to see the value.</summary>
    private async ValueTask<bool> MayTellAsync(RecordWrite write, DefaultExpression given, CancellationToken cancellationToken)
    {
        if (write.Access is not { } access || access.IsHidden(given.Field.Name))
            return true;
        var profile = gate.Profile(write.Session.Model, write.Caller);
        return profile.MayTell(write.Entity, given.Sources) && await IsInReachAsync(write, profile, given, cancellationToken);
    }

    private async ValueTask<bool> IsInReachAsync(RecordWrite write, AccessProfile profile, DefaultExpression given, CancellationToken cancellationToken)
    {
        foreach (var read in given.Value.Typed.Reads)
        {
            Record? holder = write.Record;
            foreach (var (lookup, target) in read.Lookups)
            {
                holder = write.Session.Targets.Target(holder, lookup);
                if (holder is null)
                    break;
                if (!profile.Access(target.Name)!.IsUnlimited(AccessAction.Read) && !await write.Session.Lookups.ExistsAsync(target.Name, holder.Id, write.Caller, gate, cancellationToken))
                    return false;
            }
        }

        return true;
    }

    /// <summary>A value that does not fit is no default.</summary>
    private static void Set(RecordWrite write, string field, object? value)
    {
        var rule = write.Rules.Fields.First(f => f.Field.Name == field);
        if (value is null || rule.Kind.Check(value, rule.Field) is not { IsSuccess: true, Value: not "" } kept)
            return;
        write.Record[field] = kept.Value;
        // Whether its target lives is still to be checked.
        if (rule.Field.IsLookup)
            write.Changed.Add(field);
    }
}
