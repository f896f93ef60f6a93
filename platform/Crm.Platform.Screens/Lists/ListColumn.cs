using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Screens.Lists;

/// <summary>A column of a list, resolved against the entity.</summary>
/// <param name="Path">As the view names it: <c>amount</c>, <c>account.name</c>.</param>
/// <param name="Field">The field whose values it shows.</param>
/// <param name="Navigation">The lookup it goes over, or its own lookup's navigation; <see langword="null"/> when none.</param>
public sealed record ListColumn(string Path, FieldDefinition Field, string? Navigation, string Title)
{
    public int? Width { get; init; }

    /// <summary>Whether it holds the record's name, which is the link that opens it.</summary>
    public bool IsName { get; init; }

    /// <summary>Whether values stand at the right, figure below figure.</summary>
    public bool IsNumber => Field.Traits.HasFlag(FieldTraits.Figure);

    /// <summary>Whether people may sort by it.</summary>
    public bool MaySort => !Field.Traits.HasFlag(FieldTraits.Unsortable) && Field.TypeField is null;

    /// <summary>Of a path over a lookup of several entities, the one whose records it shows; <see langword="null"/> for every other column.</summary>
    public string? Only { get; init; }

    /// <summary>What to sort by: the target's name for a lookup, or the field itself.</summary>
    public string SortKey { get; init; } = Path;

    /// <summary>The value of a row, and for a lookup its target.</summary>
    public (object? Value, Record? Target) Of(RecordRow row)
    {
        var target = Navigation is null ? null : row.Target(Navigation);
        if (Path == Field.Name)
            return (ValueIn(row.Record), target);
        return (Only is null || target?.Layout.Entity.Name == Only ? ValueIn(target) : null, null);
    }

    /// <summary>A row read before a publish may still be on the page: it knows nothing of a field that is new.</summary>
    private object? ValueIn(Record? record) => record?.Layout.Entity.Field(Field.Name) is null ? null : record[Field.Name];

    /// <summary>The column of a path, or <see langword="null"/> when the entity has no such field.</summary>
    public static ListColumn? Resolve(string path, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && entity.Field(path) is { } part)
            return new ListColumn(path, part, null, part.Title);
        if (dot > 0)
            return Far(path, entity, snapshot);
        if (entity.Field(path) is not { } field || field.Kind == FieldKinds.Uuid)
            return null;
        if (!field.IsLookup)
            return new ListColumn(path, field, null, field.Title);
        if (field.TypeField is not null)
            return snapshot.Entities.Any(e => field.PointsAt(e.Name)) ? new ListColumn(path, field, field.NavigationName, field.Title) : null;
        // Without the target's entity there is nothing to show of it.
        return snapshot.Entity(field.Lookup!) is { } target
            ? new ListColumn(path, field, field.NavigationName, field.Title) { SortKey = target.DisplayField == SystemFields.Id ? path : $"{field.NavigationName}.{target.DisplayField}" } : null;
    }

    /// <summary>A field of what a lookup points at: <c>account.name</c>, <c>regarding.account.name</c>.</summary>
    private static ListColumn? Far(string path, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var segments = path.Split('.').ToImmutableArray();
        if (entity.Along(segments, 0, out var length) is not { } lookup || snapshot.Entity(lookup.Lookup!) is not { } target || target.Field(string.Join('.', segments[length..])) is not { IsLookup: false } far)
            return null;
        return lookup.TypeField is null
            ? new ListColumn(path, far, lookup.NavigationName, $"{lookup.Title}: {far.Title}")
            : new ListColumn(path, far, lookup.NavigationName, $"{target.Title}: {far.Title}") { Only = target.Name };
    }
}
