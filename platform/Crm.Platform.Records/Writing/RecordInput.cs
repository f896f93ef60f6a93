using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Relations;

namespace Crm.Platform.Records.Writing;

/// <summary>Values somebody wants to write, already of their CLR type, with what went wrong while reading them.</summary>
/// <remarks>Edges convert (JSON, typed text, CSV) and note problems here; the pipeline adds its own, so the sender sees all of them at once.</remarks>
public sealed class RecordInput
{
    private static readonly IReadOnlyDictionary<string, RelationInput> Nothing = new Dictionary<string, RelationInput>();

    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];
    private Dictionary<string, RelationInput>? _relations;

    /// <summary>Values by field name; null clears the field. Fields not named keep what they have.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>What the record shall have of its relations, by their names; relations not named keep what they have.</summary>
    public IReadOnlyDictionary<string, RelationInput> Relations => _relations ?? Nothing;

    /// <summary>Problems found while converting; their paths are field names.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>An id chosen by the sender, for records that must be linked before they are saved; <see langword="null"/> gets a new UUID v7.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether a person filled in the entity's form: what that requires must then be there.</summary>
    public bool ThroughForm { get; init; }

    /// <summary>Whether it is a row of an import: the right to import must then reach the record too.</summary>
    public bool IsImported { get; init; }

    /// <summary>When the record counts as made and last changed, UTC; <see langword="null"/> is now. Only the platform itself may date back: anybody else is refused.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>Sets a field, or one part of it (<c>billing_address.city</c>); the last one wins.</summary>
    public RecordInput Set(string field, object? value)
    {
        if (field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
            _values[field[..dot]] = (_values.GetValueOrDefault(field[..dot]) as CompositeValue ?? CompositeValue.Empty).With(field[(dot + 1)..], value);
        else
            _values[field] = value;
        return this;
    }

    /// <summary>Lets a lookup point at a record of an entity, or at nothing: one of several entities is told which it is too.</summary>
    public RecordInput Point(FieldDefinition lookup, string entity, Guid? id)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        Set(lookup.Name, id);
        return lookup.TypeField is { } type ? Set(type, id is null ? null : entity) : this;
    }

    /// <summary>Says what the record shall have of a relation; the last one wins.</summary>
    public RecordInput Relate(string relation, RelationInput related)
    {
        (_relations ??= new(StringComparer.Ordinal))[relation] = related;
        return this;
    }

    public RecordInput Report(Problem problem)
    {
        _problems.Add(problem);
        return this;
    }
}
