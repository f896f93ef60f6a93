using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Merging;

/// <summary>Tells which followers would stand for what the kept record has already: a link both had is not doubled, it goes to the trash with the record it hung on.</summary>
internal static class Twins
{
    /// <summary>Whether followers of that lookup may have twins: they hang on the record, and a key says there is one of each.</summary>
    public static bool MayBe(EntityDefinition entity, FieldDefinition lookup) => lookup.IsBinding && (Keys(entity, lookup).Any() || entity.Link is not null);

    /// <summary>The followers that can move.</summary>
    /// <param name="present">What points at the kept record already.</param>
    public static List<Record> Without(EntityDefinition entity, FieldDefinition lookup, Guid keep, IEnumerable<Record> present, IEnumerable<Record> followers)
    {
        var keys = Keys(entity, lookup).ToList();
        var taken = keys.ConvertAll(key => present.Select(r => Rest(r, key, lookup)).ToHashSet(StringComparer.OrdinalIgnoreCase));
        // Nothing is tied to itself by being merged.
        var other = entity.Link is { } link ? link.Near == lookup.Name ? link.Far : link.Near : null;
        var selfTied = other is not null && entity.Field(other)!.Lookup == lookup.Lookup;
        return [.. followers.Where(r => !(selfTied && Equals(r[other!], keep)) && keys.Index().All(k => taken[k.Index].Add(Rest(r, k.Item, lookup))))];
    }

    private static IEnumerable<ImmutableArray<string>> Keys(EntityDefinition entity, FieldDefinition lookup) => entity.Keys.Where(k => k.Length > 1 && k.Contains(lookup.Name));

    private static string Rest(Record record, ImmutableArray<string> key, FieldDefinition lookup) =>
        string.Join('\n', key.Where(f => f != lookup.Name).Select(f => Convert.ToString(record[f], System.Globalization.CultureInfo.InvariantCulture)));
}
