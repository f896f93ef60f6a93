using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Rights;

/// <summary>Takes the hidden fields out of records: a masked record does not have them at all.</summary>
internal sealed class RecordMask
{
    private readonly RecordLayout _layout;
    private readonly ImmutableArray<int> _slots;

    public RecordMask(EntityDefinition whole, EntityDefinition seen)
    {
        _layout = new RecordLayout(seen);
        _slots = _layout.SlotsIn(new RecordLayout(whole));
    }

    public Record Apply(Record record) => record.Project(_layout, _slots.AsSpan());
}
