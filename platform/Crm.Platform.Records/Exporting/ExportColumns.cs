using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Exporting;

/// <summary>Works out the columns of an export from the fields the caller sees.</summary>
internal static class ExportColumns
{
    /// <param name="fields">Names of those wanted; empty is all.</param>
    /// <param name="isFlat">Whether a field made of parts has a column for each of them.</param>
    public static Result<ImmutableArray<ExportColumn>> Of(EntityDefinition entity, ImmutableArray<string> fields, bool isFlat, Func<string, bool> isReadable, IFieldKindRegistry kinds)
    {
        var all = SystemFields.All.Take(1).Concat(entity.Fields).Concat(SystemFields.All.Skip(1)).ToList();
        var unknown = fields.FirstOrDefault(f => entity.Field(f) is null);
        if (unknown is not null)
            return Invalid.Of(new Problem("fields", "query.select", $"'{entity.Name}' has no field '{unknown}'.") { Hint = DidYouMean.Hint(unknown, all.Select(f => f.Name)) });
        var wanted = fields.IsEmpty ? all : [.. fields.Distinct(StringComparer.Ordinal).Select(f => entity.Field(f)!)];
        return wanted.SelectMany(f => Of(f, isFlat, isReadable, kinds)).ToImmutableArray();
    }

    private static IEnumerable<ExportColumn> Of(FieldDefinition field, bool isFlat, Func<string, bool> isReadable, IFieldKindRegistry kinds)
    {
        if (field.IsLookup)
        {
            // Of several entities some may be readable; the others' names stay empty.
            if (field.Lookup is not { } target || isReadable(target))
                yield return new ExportColumn(field.NavigationName, field.Title, field, kinds.Get(field), field.NavigationName);
            yield return new ExportColumn(field.Name, $"{field.Title} (id)", field, kinds.Get(field));
        }
        else if (isFlat && !field.Parts.IsEmpty)
        {
            foreach (var part in field.Parts)
                yield return new ExportColumn(part.Name, part.Title, part, kinds.Get(part));
        }
        else
        {
            yield return new ExportColumn(field.Name, field.Title, field, kinds.Get(field));
        }
    }
}
