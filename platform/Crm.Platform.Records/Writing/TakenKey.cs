using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Records.Writing;

/// <summary>Words a unique key that is taken: of what the sender writes by its fields, of what comes along as far as the sender may know it.</summary>
internal static class TakenKey
{
    private static readonly Conflict Unseen = new("record.unique", "Something that is changed along clashes with what is stored.");

    /// <param name="holder">The entity the key is of, where that is known.</param>
    /// <param name="asked">The entity the sender writes.</param>
    /// <param name="sight">Entities as the sender knows them.</param>
    public static Conflict Of(UniqueViolation taken, EntityDefinition? holder, EntityDefinition? asked, Func<string, EntityDefinition?> sight)
    {
        if (holder is not null && holder.Name == asked?.Name)
            return OfAsked(taken, holder);
        // No form of the sender has its fields, so no problem can point at one.
        return holder is not null && sight(holder.Name) is { } seen && taken.Columns.All(c => Field(seen, c) is not null) ? new Conflict("record.unique", Same(seen, [.. taken.Columns.Select(c => Field(seen, c)!)])) : Unseen;
    }

    private static Conflict OfAsked(UniqueViolation taken, EntityDefinition entity)
    {
        if (taken.Columns is [SystemFields.Id])
            return new Conflict("record.exists", $"A {entity.Title.ToLowerInvariant()} with this id exists already.");
        var fields = taken.Columns.Select(column => Field(entity, column) ?? new FieldDefinition(column, "")).ToList();
        return new Conflict("record.unique", Same(entity, fields)) { Problems = [.. fields.Select(f => new Problem(f.Name, "field.unique", $"{f.Title} is already taken."))] };
    }

    private static string Same(EntityDefinition entity, List<FieldDefinition> fields) =>
        $"Another {entity.Title.ToLowerInvariant()} has the same {string.Join(" and ", fields.Select(f => f.Title))}.";

    private static FieldDefinition? Field(EntityDefinition entity, string column) => entity.Stored.FirstOrDefault(f => f.Column == column) ?? entity.Field(column);
}
