using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>The form and view of an entity that defines none: what names a record first, then where it stands, whom it belongs to, what it is worth and when.</summary>
internal static class DefaultLayouts
{
    private const int MaxColumns = 7;
    private const int FewColumns = 4;
    private const int MaxKeyFacts = 3;
    private const int MaxRelated = 8;
    private static readonly string[] StageNames = ["stage", "status", "state"];

    public static FormDefinition Form(MetadataSnapshot snapshot, EntityDefinition entity)
    {
        var fields = Own(entity).OrderByDescending(f => f.Name == entity.DisplayField).ToList();
        FormSection[] sections =
        [
            Section("Details", 2, fields.Where(f => !f.IsComputed && !IsLong(f))),
            Section("Calculated", 2, fields.Where(f => f.IsComputed && !IsLong(f))),
            Section("More", 1, fields.Where(IsLong)),
            .. entity.Relations.Where(r => r.Kind == RelationKind.Owned).Select(r => new FormSection(r.Title, 1, [new FormField(r.Name) { Wide = true }])),
            new FormSection("Connected", 2, [.. entity.Relations.Where(r => r.Kind == RelationKind.One || IsDeclared(snapshot, r)).Select(r => new FormField(r.Name))]),
        ];
        return new($"{entity.Name}_default", entity.Name, [new FormTab("Details", [.. sections.Where(s => s.Fields.Length > 0)])])
        {
            Title = entity.Title,
            Stages = Stage(entity)?.Name,
            KeyFacts = [.. Telling(entity).Where(f => f != Stage(entity)).Take(MaxKeyFacts).Select(f => f.Name)],
            Related = Related(snapshot, entity),
        };
    }

    public static ViewDefinition View(MetadataSnapshot snapshot, EntityDefinition entity) =>
        new($"{entity.Name}_all", entity.Name, Columns(entity))
        {
            Title = $"All {entity.PluralTitle.ToLower(CultureInfo.InvariantCulture)}",
            Default = true,
            Sort = entity.DisplayField == SystemFields.Id ? [new ViewSort(SystemFields.CreatedAt, true)] : [new ViewSort(entity.DisplayField, false)],
        };

    private static ImmutableArray<ViewColumn> Columns(EntityDefinition entity)
    {
        var names = Telling(entity).Concat(Own(entity).Where(f => !IsLong(f) && !f.Traits.HasFlag(FieldTraits.Opaque))).Select(f => f.Name).Prepend(entity.DisplayField).Distinct(StringComparer.Ordinal).Take(MaxColumns).ToList();
        if (names.Count < FewColumns)
            names.Add(SystemFields.CreatedAt);
        return [.. names.Select(name => new ViewColumn(name))];
    }

    /// <summary>The fields that tell most of a record beside its name: one or two of each sort, in the order people look for them.</summary>
    private static IEnumerable<FieldDefinition> Telling(EntityDefinition entity) =>
        new[] { Stage(entity) }.OfType<FieldDefinition>()
            .Concat(Of(entity, FieldKinds.Lookup).Take(2))
            .Concat(Of(entity, FieldKinds.Money).Take(1))
            .Concat(Of(entity, FieldKinds.Date, FieldKinds.DateTime).Take(1))
            .Concat(Of(entity, FieldKinds.Email, FieldKinds.Phone).Take(1))
            .Where(f => f.Name != entity.DisplayField);

    private static FieldDefinition? Stage(EntityDefinition entity) =>
        Of(entity, FieldKinds.Choice).OrderBy(f => StageNames.IndexOf(f.Name) is >= 0 and var rank ? rank : StageNames.Length).FirstOrDefault();

    private static IEnumerable<FieldDefinition> Of(EntityDefinition entity, params string[] kinds) => Own(entity).Where(f => kinds.Contains(f.Kind));

    /// <summary>What a lookup of several entities points at shows with the lookup.</summary>
    private static IEnumerable<FieldDefinition> Own(EntityDefinition entity) => entity.Fields.Where(f => f.TypeOf is null);

    private static bool IsLong(FieldDefinition field) => field.Traits.HasFlag(FieldTraits.Long);

    private static FormSection Section(string title, int columns, IEnumerable<FieldDefinition> fields) =>
        new(title, columns, [.. fields.Select(f => new FormField(f.Name) { Wide = f.Traits.HasFlag(FieldTraits.Wide) })]);

    /// <summary>Of two that are tied together, records are picked where the relation is declared, and listed on the other side.</summary>
    private static bool IsDeclared(MetadataSnapshot snapshot, RelationDefinition relation) =>
        relation.Kind == RelationKind.Many && snapshot.Entity(relation.Pointing) is { } link && (link.Link is not { } made || made.Near == relation.Via);

    private static ImmutableArray<RelatedList> Related(MetadataSnapshot snapshot, EntityDefinition entity) =>
    [
        .. entity.Relations.Where(r => r.Kind == RelationKind.Many && !IsDeclared(snapshot, r)).Select(r => new RelatedList(r.Target, "", null, r.Title) { Relation = r.Name }),
        .. Pointing(snapshot, entity).Take(MaxRelated),
    ];

    private static IEnumerable<RelatedList> Pointing(MetadataSnapshot snapshot, EntityDefinition entity) =>
        from other in snapshot.Entities
        where other.Link is null
        from field in other.Fields
        where field.PointsAt(entity.Name)
        let relation = entity.Relations.FirstOrDefault(r => r.Link is null && r.Target == other.Name && r.Via == field.Name)
        where relation is null or { Kind: RelationKind.Children }
        select new RelatedList(other.Name, field.Name, null, relation?.Title) { Relation = relation?.Name };
}
