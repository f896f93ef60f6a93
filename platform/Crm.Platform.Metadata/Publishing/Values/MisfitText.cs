using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Says which records stand in the way and why. Names records, never values.</summary>
internal static class MisfitText
{
    public static PlannedMisfit OfValues(EntityDefinition entity, FieldExamination field)
    {
        var (before, after) = (field.Match.Before!, field.Match.After);
        if (ValueRules.LosesTargets(before, after))
            return new PlannedMisfit(entity.Name, after.Name, $"{entity.Name}.properties.{after.Name}.x-crm.lookup", "publish.targets",
                $"{Values(field.Values.Count)} of {after.Title} {(field.Values.Count == 1 ? "points" : "point")} at what it may not point at any more.", field.Values.Count, field.Values.First);
        var converts = before.Kind != after.Kind || before.Scale != after.Scale;
        var message = converts
            ? $"{Values(field.Values.Count)} of {after.Title} cannot become {after.Kind}{(after.Scale > 0 ? string.Create(CultureInfo.InvariantCulture, $" with {after.Scale} digits after the point") : "")}."
            : $"{Values(field.Values.Count)} of {after.Title} {(field.Values.Count == 1 ? "does" : "do")} not keep the new limits.";
        return new PlannedMisfit(entity.Name, after.Name, $"{entity.Name}.properties.{after.Name}", converts ? "publish.convert" : "publish.narrow", message, field.Values.Count, field.Values.First);
    }

    public static PlannedMisfit OfEmpty(EntityDefinition entity, FieldExamination field) => new(
        entity.Name, field.Match.After.Name, $"{entity.Name}.properties.{field.Match.After.Name}", "publish.required",
        $"{Records(entity, field.Empty.Count)} without {field.Match.After.Title}, so it cannot become required without a default.", field.Empty.Count, field.Empty.First);

    public static PlannedMisfit OfKey(EntityDefinition entity, KeyExamination key)
    {
        var titles = string.Join(" and ", key.Fields.Select(f => entity.Field(f)?.Title ?? f));
        var path = key.Fields is [var only] ? $"{entity.Name}.properties.{only}.x-crm.unique" : $"{entity.Name}.x-crm.keys";
        return new PlannedMisfit(entity.Name, key.Fields is [var single] ? single : null, path, "publish.unique",
            $"{Records(entity, key.Taken.Count)} with the {titles} of another record, so it cannot become unique.", key.Taken.Count, key.Taken.First);
    }

    /// <summary>"1 contact is", "3 Contacts are".</summary>
    public static string Records(EntityDefinition entity, long count) => count == 1
        ? $"1 record of {entity.Title} is"
        : string.Create(CultureInfo.InvariantCulture, $"{count} records of {entity.Title} are");

    private static string Values(long count) => count == 1 ? "1 value" : string.Create(CultureInfo.InvariantCulture, $"{count} values");
}
