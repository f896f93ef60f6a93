using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Storage.Schema;

/// <summary>The table of one entity in the middle of a publish: renamed, restored and set aside is what had to be; nothing is added yet.</summary>
internal static class KeptShapes
{
    public static TableShape Of(EntityMatch match, IReadOnlySet<string> converted)
    {
        var stays = match.Fields.Where(f => f.KeepsColumn && !converted.Contains(f.After.Name)).ToList();
        var entity = match.Carried()! with
        {
            Fields = [.. stays.Select(Kept)],
            Keys = [],
            Indexes = [],
        };
        return new TableShape(entity, [.. Pairs(match, converted).Select(p => p.Kept).OfType<IndexShape>()]);
    }

    /// <summary>Each index of the table before with what it becomes: <see langword="null"/> when it loses a field. A removed entity lost all its indexes then.</summary>
    public static IEnumerable<(IndexShape Before, IndexShape? Kept)> Pairs(EntityMatch match, IReadOnlySet<string> converted)
    {
        if (match.Restored is not null)
            return [];
        var names = match.Fields.Where(f => f is { KeepsColumn: true, Restored: null } && !converted.Contains(f.After.Name)).ToDictionary(f => f.Before!.Name, f => f.After.Name, StringComparer.Ordinal);
        return TableShape.Of(match.Before!).Indexes.Select(index => (index, Follow(index, names)));
    }

    /// <summary>A field before by its name after, with those of its parts that stay.</summary>
    private static FieldDefinition Kept(FieldMatch field)
    {
        var called = field.Before!.Called(field.After.Name);
        return called with { Parts = [.. called.Parts.Where(p => field.After.Parts.Any(a => a.Part == p.Part))] };
    }

    private static IndexShape? Follow(IndexShape index, Dictionary<string, string> names)
    {
        var fields = index.Fields.Select(f => SystemFields.IsReserved(f) ? f : FieldNaming.Follow(f, names.GetValueOrDefault)).ToImmutableArray();
        return fields.All(f => f is not null) ? index with { Fields = fields! } : null;
    }
}
