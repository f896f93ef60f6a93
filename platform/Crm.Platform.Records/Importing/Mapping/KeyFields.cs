using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>By which of its fields a lookup's target can be found in a file.</summary>
public static class KeyFields
{
    /// <summary>What names the target to people; where that is computed or the bare id, its first unique field.</summary>
    public static FieldDefinition Default(EntityDefinition target) =>
        target.Field(target.DisplayField) is { IsComputed: false } display && display.Name != SystemFields.Id
            ? display
            : target.Fields.FirstOrDefault(f => f is { Unique: true, IsComputed: false }) ?? target.Field(target.DisplayField)!;

    /// <summary>Every field that may serve, the default first.</summary>
    public static IEnumerable<FieldDefinition> Of(EntityDefinition target, IFieldKindRegistry kinds) =>
        target.Fields.Where(f => !f.IsLookup && f.TypeOf is null && IsTelling(kinds.Get(f)))
            .Append(target.Field(SystemFields.Id)!)
            .OrderByDescending(f => f == Default(target)).ThenByDescending(f => f.Unique);

    private static bool IsTelling(IFieldKind kind) =>
        kind.Storage is StorageType.Text or StorageType.Integer && (kind.Traits & (FieldTraits.Long | FieldTraits.Coded | FieldTraits.Opaque | FieldTraits.NotUnique)) == 0;
}
