using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Fetches what the entity's expressions reach over lookups: from the record as it will be, and as it was.</summary>
internal sealed class LookupRecords(EntityExpressionsSource expressions) : IWriteStep
{
    public WriteStage Stage => WriteStage.Check;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        var ways = expressions.Of(write.Session.Model, write.Entity).Ways;
        return ways.IsEmpty ? ValueTask.CompletedTask : write.Session.Targets.LoadAsync(write.Before is { } before ? [before, write.Record] : [write.Record], ways, cancellationToken);
    }
}
