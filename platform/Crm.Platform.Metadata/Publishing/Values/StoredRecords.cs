using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Describes records as they lie in the database before a publish.</summary>
public static class StoredRecords
{
    /// <summary>An entity named as the table is, its fields as the columns are; restored columns are in it. Without keys and indexes.</summary>
    public static EntityDefinition Of(EntityMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var before = match.Before ?? throw new ArgumentException("A new entity has no records yet.", nameof(match));
        var restored = match.Fields.Where(f => f.Restored is not null && f.Before!.Parts.IsEmpty).Select(f => f.Before! with { Name = f.Column! });
        return new EntityDefinition(match.Table!, [.. before.Fields, .. restored]) { Title = before.Title, DisplayField = before.DisplayField };
    }
}
