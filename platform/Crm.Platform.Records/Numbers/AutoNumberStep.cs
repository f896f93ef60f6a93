using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Numbers;

/// <summary>Gives a record its automatic number, whoever writes it.</summary>
internal sealed class AutoNumberStep : IFieldStep
{
    public string Kind => FieldKinds.AutoNumber;

    public async Task RunAsync(FieldChange change, CancellationToken cancellationToken)
    {
        if (change.Record[change.Field.Name] is null)
            change.Record[change.Field.Name] = await change.Shared<NumberSeries>()
                .NextAsync(change.Context, change.Record.Layout.Entity, change.Field, change.Now, change.Ahead, cancellationToken);
    }
}
