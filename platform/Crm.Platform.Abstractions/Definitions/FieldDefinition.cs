using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Platform.Abstractions;

/// <summary>One field of an entity. Immutable, so requests and circuits share it.</summary>
/// <param name="Name"><c>snake_case</c>, unique in its entity in any casing, at most 60 characters.</param>
/// <param name="Kind">Id of a registered <see cref="IFieldKind"/>: <c>text</c>, <c>money</c>, <c>lookup</c> …</param>
public sealed record FieldDefinition(string Name, string Kind)
{
    /// <summary>Label people read.</summary>
    public string Title { get; init; } = Name;

    /// <summary>One line of help under the editor, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a record without a value is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Whether people and clients may not set it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Longest accepted text in UTF-16 code units; <see langword="null"/> leaves it to the kind (255 for one line).</summary>
    public int? MaxLength { get; init; }

    /// <summary>Shortest accepted text in UTF-16 code units.</summary>
    public int? MinLength { get; init; }

    /// <summary>Regular expression (ECMAScript) the text must match, or <see langword="null"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>Smallest accepted number, inclusive.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest accepted number, inclusive.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Digits kept after the decimal point, 0 to 8; only for kinds stored as <see cref="StorageType.Decimal"/>.</summary>
    public int Scale { get; init; }

    /// <summary>ISO 4217 code of a money field, or <see langword="null"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>Value of a new record that gives none, as JSON on the wire; <see langword="null"/> is none.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Options of a choice, in order; empty for other kinds.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Name of the one entity a lookup points at; <see langword="null"/> for other kinds and for a lookup of several entities.</summary>
    public string? Lookup { get; init; }

    /// <summary>Names of the entities a lookup of several may point at, in order; <see cref="AnyEntity"/> alone is every entity. Empty for others.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Of a lookup of several entities, the field beside it that says which: <c>regarding_type</c>; <see langword="null"/> for others.</summary>
    public string? TypeField { get; init; }

    /// <summary>Of the field that says which entity a lookup of several points at, that lookup: <c>regarding_id</c>; <see langword="null"/> for others.</summary>
    public string? TypeOf { get; init; }

    /// <summary>What happens when the lookup's target is deleted.</summary>
    public OnDelete OnDelete { get; init; }

    /// <summary>Whether two live records may not share a value (text without regard to case).</summary>
    public bool Unique { get; init; }

    /// <summary>Whether the database keeps an index over it.</summary>
    public bool Index { get; init; }

    /// <summary>Whether records are found by the words of its value, where that is text. JSON calls it <c>x-crm.search</c>.</summary>
    public bool IsSearched { get; init; } = true;

    /// <summary>Expression the value is computed from, or <see langword="null"/>.</summary>
    public string? Formula { get; init; }

    /// <summary>Whether the formula's value is computed whenever it is read, instead of kept. Such a field has no column.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>What the value sums up of the records that point here, or <see langword="null"/>.</summary>
    public RollupDefinition? Rollup { get; init; }

    /// <summary>Whether the value follows from others, so that nobody sets it.</summary>
    public bool IsComputed => Formula is not null || Rollup is not null;

    /// <summary>Expression that gives a new record's value where the sender gives none, or <see langword="null"/>. It may read what was given.</summary>
    public string? DefaultFormula { get; init; }

    /// <summary>Condition under which a record without a value is refused, or <see langword="null"/>.</summary>
    public string? RequiredWhen { get; init; }

    /// <summary>Condition under which the value of a stored record cannot be changed, or <see langword="null"/>.</summary>
    public string? ReadOnlyWhen { get; init; }

    /// <summary>Condition under which the field means something at all, or <see langword="null"/> for always.</summary>
    public string? VisibleWhen { get; init; }

    /// <summary>Of a lookup, the condition over the record that its target must meet (<c>contact.account_id == account_id</c>), or <see langword="null"/>.</summary>
    public string? OptionsWhen { get; init; }

    /// <summary>What its kind's values are like; taken from the kind when the definition is read.</summary>
    public FieldTraits Traits { get; init; }

    /// <summary>The stored fields it is made of (<c>billing_address.city</c>), in order; empty for a field with a column of its own.</summary>
    public ImmutableArray<FieldDefinition> Parts { get; init; } = [];

    /// <summary>Of a part, what it is called inside its field (<c>city</c>); <see langword="null"/> for a declared field.</summary>
    public string? Part { get; init; }

    /// <summary>Media types (<c>application/pdf</c>, <c>image/*</c>) and endings (<c>.pdf</c>) a file field takes; empty takes what the platform does.</summary>
    public ImmutableArray<string> Accept { get; init; } = [];

    /// <summary>Largest file a file field takes; <see langword="null"/> leaves it to the platform.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Pattern of an automatic number: <c>C-{0000}</c>.</summary>
    public string? NumberPattern { get; init; }

    /// <summary>The <c>x-crm.options</c> object, for kinds of plugins; <see langword="null"/> when there is none.</summary>
    public JsonElement? Options { get; init; }

    /// <summary>Name of its column: the name, with <c>_</c> before a part (<c>billing_address_city</c>).</summary>
    public string Column => Part is null ? Name : string.Concat(Name.Select(c => c == '.' ? "_" : char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()));

    /// <summary>Whether an index over it makes sense.</summary>
    public bool MayBeIndexed => (Traits & (FieldTraits.Long | FieldTraits.Opaque | FieldTraits.Unsortable)) == 0;

    /// <summary>What <see cref="Targets"/> has for every entity, those of the platform included.</summary>
    public const string AnyEntity = "*";

    /// <summary>Whether it points at records, of one entity or of several.</summary>
    [JsonIgnore]
    public bool IsLookup => Lookup is not null || !Targets.IsEmpty;

    /// <summary>Whether a record cannot be without what this lookup points at, and goes to the trash with it.</summary>
    [JsonIgnore]
    public bool IsBinding => IsLookup && Required && OnDelete == OnDelete.Cascade;

    /// <summary>Whether records of an entity may be its target.</summary>
    public bool PointsAt(string entity) => Targets.IsEmpty ? Lookup == entity : Targets[0] == AnyEntity || Targets.Contains(entity);

    /// <summary>The entity the lookup of a record points at; <see langword="null"/> where that is not known, as for one of several that is unset.</summary>
    public string? TargetOf(Record record) => TypeField is null ? Lookup : record[TypeField] as string;

    /// <summary>Name under which a lookup's target is reached in expressions, <c>$filter</c> and <c>$expand</c>: <c>account_id</c> is <c>account</c>.</summary>
    public string NavigationName => Name.EndsWith("_id", StringComparison.Ordinal) && Name.Length > 3 ? Name[..^3] : Name;
}
