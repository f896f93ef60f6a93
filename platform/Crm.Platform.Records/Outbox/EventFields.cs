using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Outbox;

/// <summary>Which fields events of updates can tell a change of.</summary>
public static class EventFields
{
    /// <summary>The fields a subscription may wait for, in order.</summary>
    public static IEnumerable<FieldDefinition> Of(EntityDefinition entity) => entity.Fields.Append(entity.Field(SystemFields.OwnerId)!).Where(f => WhyNever(entity, f.Name) is null);

    /// <summary>Why no update ever tells a change of the field, a sentence for people; <see langword="null"/> where one can.</summary>
    public static string? WhyNever(EntityDefinition entity, string field) => entity.Field(field) switch
    {
        null => $"'{entity.Name}' has no field '{field}'.",
        { Part: not null } => $"'{field}' is a part of '{field[..field.IndexOf('.', StringComparison.Ordinal)]}': wait for that.",
        { IsVirtual: true } => $"'{field}' is computed whenever it is read, so nobody is told when it changes. Wait for the fields it is computed from.",
        { Kind: FieldKinds.AutoNumber } or { Name: SystemFields.Id or SystemFields.CreatedAt or SystemFields.CreatedById } => $"'{field}' never changes.",
        { Name: SystemFields.ModifiedAt or SystemFields.ModifiedById or SystemFields.Version } => $"'{field}' follows every change and is no change of its own. Leave the fields empty to be told of any.",
        _ => null,
    };
}
