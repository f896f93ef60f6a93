using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>A kind of record: its fields and how it is named, keyed and shown. Immutable.</summary>
/// <param name="Name"><c>snake_case</c>, singular, unique; also the table's name.</param>
/// <param name="Fields">Declared fields in order, without the system fields every record has.</param>
public sealed record EntityDefinition(string Name, ImmutableArray<FieldDefinition> Fields)
{
    private FrozenDictionary<string, FieldDefinition>? _byName;
    private ImmutableArray<FieldDefinition> _stored;

    /// <summary>Declared fields in order, without the system fields every record has.</summary>
    public ImmutableArray<FieldDefinition> Fields
    {
        get;
        init
        {
            field = value;
            // A copy made by `with` must not answer from the index of the original.
            _byName = null;
            _stored = default;
        }
    } = Fields;

    /// <summary>The fields that have a column: declared ones, and in place of one made of parts its parts.</summary>
    public ImmutableArray<FieldDefinition> Stored => _stored.IsDefault ? _stored = [.. Fields.Where(f => !f.IsVirtual).SelectMany(f => f.Parts.IsEmpty ? [f] : f.Parts)] : _stored;

    /// <summary>Name of the set in addresses: <c>/api/data/{Set}</c>. JSON calls it <c>plural</c>.</summary>
    public string Set { get; init; } = Name + "s";

    /// <summary>Singular label: "Contact".</summary>
    public string Title { get; init; } = Name;

    /// <summary>Plural label: "Contacts".</summary>
    public string PluralTitle { get; init; } = Name;

    /// <summary>One sentence on what it is for, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Icon name from the product's icon set.</summary>
    public string Icon { get; init; } = "table";

    /// <summary>Field whose value names the record to people.</summary>
    public string DisplayField { get; init; } = SystemFields.Id;

    /// <summary>Groups of fields no two live records may share. Includes the single fields marked unique.</summary>
    public ImmutableArray<ImmutableArray<string>> Keys { get; init; } = [];

    /// <summary>Groups of fields the database keeps an index over. Includes the single fields marked so.</summary>
    public ImmutableArray<ImmutableArray<string>> Indexes { get; init; } = [];

    /// <summary>Whether changes to its records are kept in their history. JSON calls it <c>x-crm.audit</c>.</summary>
    public bool Audit { get; init; } = true;

    /// <summary>Whether records are found by the words of their texts. JSON calls it <c>x-crm.search</c>.</summary>
    public bool IsSearched { get; init; } = true;

    /// <summary>Whether records are made and changed only by the platform itself (<c>user</c>).</summary>
    public bool System { get; init; }

    /// <summary>Named ways to records that point at its own or are tied to them.</summary>
    public ImmutableArray<RelationDefinition> Relations { get; init; } = [];

    /// <summary>The relation it is the link of, or <see langword="null"/> for an entity somebody defined.</summary>
    public LinkDefinition? Link { get; init; }

    /// <summary>The declared or system field of that name, or the part (<c>billing_address.city</c>) of one, or <see langword="null"/>. Names are case-sensitive.</summary>
    public FieldDefinition? Field(string name)
    {
        // Built on first use; two threads may both build it, to the same end.
        _byName ??= Fields.Concat(Fields.SelectMany(f => f.Parts)).Concat(SystemFields.All).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>The relation of that name, or <see langword="null"/>.</summary>
    public RelationDefinition? Relation(string name)
    {
        foreach (var relation in Relations)
            if (relation.Name == name)
                return relation;
        return null;
    }

    /// <summary>The lookup field reached under <paramref name="navigation"/> (<c>account</c> for <c>account_id</c>), or <see langword="null"/>.</summary>
    public FieldDefinition? Navigation(string navigation) =>
        Field(navigation + "_id") is { IsLookup: true } byId ? byId : Field(navigation) is { IsLookup: true } own ? own : null;

    /// <summary>
    /// The lookup that a path goes over at one of its segments: <c>account</c>, or <c>regarding.account</c> of a lookup of several entities, which then is as if
    /// it pointed at that one alone. <see langword="null"/> where the path goes over none, or does not say which.
    /// </summary>
    /// <param name="length">Segments it takes.</param>
    public FieldDefinition? Along(ImmutableArray<string> path, int at, out int length)
    {
        var lookup = Navigation(path[at]);
        length = lookup is null or { Targets.IsEmpty: true } ? 1 : 2;
        if (length == 1)
            return lookup;
        return at + 1 < path.Length && lookup!.PointsAt(path[at + 1]) ? lookup with { Lookup = path[at + 1] } : null;
    }
}
