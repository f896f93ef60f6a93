using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Which field names a record to people.</summary>
internal static class DisplayRule
{
    private static readonly string[] Usual = ["name", "title", "subject", "full_name"];

    public static string Read(EntityDefinition entity, JsonObject? crm, ProblemLog log)
    {
        if (crm.Text("display") is not { } given)
            return Default(entity);
        if (entity.Field(given) is null)
            log.Add("x-crm.display", "reference", $"'{given}' is not a field of '{entity.Name}'.", Suggestion.For(given, entity.Fields.Select(f => f.Name)));
        else if (entity.Field(given) is { } field && !MayName(field))
            log.Add("x-crm.display", "misplaced", $"A {field.Kind} field cannot name a record.");
        return given;
    }

    /// <summary>A field of a usual name, else the first line of text, else the id.</summary>
    public static string Default(EntityDefinition entity) =>
        Usual.FirstOrDefault(name => entity.Field(name) is { } field && MayName(field))
        ?? entity.Fields.FirstOrDefault(f => f.Kind is FieldKinds.Text or FieldKinds.Email && f.TypeOf is null)?.Name
        ?? SystemFields.Id;

    private static bool MayName(FieldDefinition field) => field.MayBeIndexed;
}
