using System.Collections.Immutable;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>What a subscription wants, as the write path asks.</summary>
/// <param name="Fields">Of which one must have changed in an update; empty is any.</param>
internal sealed record Subscriber(Guid Id, string Entity, ImmutableArray<RecordEventKind> Kinds, ImmutableArray<string> Fields)
{
    public bool Wants(RecordWrite write) =>
        write.Entity.Name == Entity
        && Kinds.Contains(EventKinds.Of(write.Kind))
        && (write.Kind != WriteKind.Update || (Fields.IsEmpty ? !write.Changes.IsEmpty : write.Changes.Any(c => Fields.Contains(c.Field.Name))));
}
