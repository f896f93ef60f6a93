using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Gives a new record the defaults that follow from what the sender gave.</summary>
internal sealed class DefaultExpressions(EntityExpressionsSource expressions) : IWriteStep
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
        foreach (var (field, expression) in own.Defaults)
            if (!write.Input.Values.ContainsKey(field.Name) && !write.Input.Problems.Any(p => p.Path == field.Name))
                Set(write, field.Name, expression.Code.Evaluate(write.Record, write.Session.Evaluation(write.Caller)));
    }

    /// <summary>A value that does not fit is no default.</summary>
    private static void Set(RecordWrite write, string field, object? value)
    {
        var rule = write.Rules.Fields.First(f => f.Field.Name == field);
        if (value is null || rule.Kind.Check(value, rule.Field) is not { IsSuccess: true, Value: not "" } kept)
            return;
        write.Record[field] = kept.Value;
        // Whether its target lives is still to be checked.
        if (rule.Field.Lookup is not null)
            write.Changed.Add(field);
    }
}
