using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Wire;

/// <summary>Writes the records of one layout: everything that does not change from record to record is worked out once.</summary>
internal sealed class RecordWire
{
    private static readonly ConditionalWeakTable<RecordLayout, RecordWire> Wires = [];
    private readonly ImmutableArray<WireField> _declared;

    private RecordWire(RecordLayout layout, IFieldKindRegistry kinds) =>
        _declared = [.. layout.Fields.Select(field => new WireField(field, kinds.Get(field), layout.SlotOf(field.Name)))];

    /// <summary>The one of that layout. The registry is the same for the life of the process, so the layout alone is the key.</summary>
    public static RecordWire Of(RecordLayout layout, IFieldKindRegistry kinds) =>
        Wires.TryGetValue(layout, out var wire) ? wire : Wires.GetValue(layout, l => new RecordWire(l, kinds));

    /// <summary>Writes the members of a record into an object that is already open.</summary>
    /// <param name="select"><see langword="null"/> is every field.</param>
    public void WriteMembers(Utf8JsonWriter json, Record record, FieldSelection? select)
    {
        if (select is null || select.Contains(SystemFields.Id))
            SystemWire.WriteId(json, record);
        foreach (var field in _declared)
            if (select is null || select.Contains(field.Name))
                field.Write(json, record);
        SystemWire.WriteOthers(json, record, select);
    }
}
