using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads keys and indexes: the groups given, and the single fields that ask for one.</summary>
internal static class FieldGroups
{
    private static readonly IEqualityComparer<ImmutableArray<string>> SameFields = EqualityComparer<ImmutableArray<string>>.Create((a, b) => a.SequenceEqual(b, StringComparer.Ordinal), a => a.Length);

    public static ImmutableArray<ImmutableArray<string>> Keys(EntityDefinition entity, JsonObject? crm, ProblemLog log) =>
        [.. entity.Fields.Where(f => f.Unique).Select(f => ImmutableArray.Create(f.Name)).Concat(Given(entity, crm, "keys", log)).Distinct(SameFields)];

    /// <summary>Lookups are always indexed: related lists and the deletion of their targets search them.</summary>
    public static ImmutableArray<ImmutableArray<string>> Indexes(EntityDefinition entity, JsonObject? crm, ProblemLog log)
    {
        var given = Given(entity, crm, "indexes", log);
        var single = entity.Fields.Where(f => !f.Unique && (f.Index || (f.IsLookup && !given.Any(g => g[0] == f.Name)))).Select(f => ImmutableArray.Create(f.Name));
        return [.. single.Concat(given).Distinct(SameFields)];
    }

    private static List<ImmutableArray<string>> Given(EntityDefinition entity, JsonObject? crm, string property, ProblemLog log)
    {
        var groups = new List<ImmutableArray<string>>();
        foreach (var (index, item) in crm.Items(property).Index())
        {
            var names = item.Texts().Select(t => t.Text).ToImmutableArray();
            if (names.Length > 0 && names.Select((name, at) => Fits(entity, name, log.At($"x-crm.{property}[{index}][{at}]"))).All(fits => fits))
                groups.Add(names);
        }

        return groups;
    }

    private static bool Fits(EntityDefinition entity, string name, ProblemLog log)
    {
        if (entity.Field(name) is not { } field)
            log.Add("", "reference", $"'{name}' is not a field of '{entity.Name}'.", Suggestion.For(name, entity.Fields.Select(f => f.Name)));
        else if (!field.MayBeIndexed)
            log.Add("", "misplaced", $"'{name}' is a {field.Kind} field, which cannot be indexed.", field.Parts.IsEmpty ? null : $"Name a part of it: {field.Parts[0].Name}.");
        else if (field.IsVirtual)
            log.Add("", "misplaced", $"'{name}' is a formula that is not stored, which cannot be indexed.");
        else
            return true;
        return false;
    }
}
