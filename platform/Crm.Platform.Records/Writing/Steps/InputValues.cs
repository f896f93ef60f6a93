using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Brings in what the sender gave.</summary>
internal sealed class InputValues : IWriteStep
{
    public WriteStage Stage => WriteStage.Input;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Input.CreatedAt is not null && !write.Caller.IsPlatform)
            write.Problems.Add(InputCheck.ReadOnly(SystemFields.CreatedAt));
        if (write.Access is { MayAssign: false } && write.Input.Values.ContainsKey(SystemFields.OwnerId))
            write.Problems.Add(InputCheck.ReadOnly(SystemFields.OwnerId));
        // A field that is hidden from the sender is not known here, one that is read-only cannot be set.
        write.Changed.UnionWith(InputCheck.Apply(write.Access?.InputRules ?? write.Rules, write.Record, write.Input, write.Problems));
        return ValueTask.CompletedTask;
    }
}
