using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;

namespace Crm.Platform.Metadata.Publishing.Matching;

/// <summary>An entity of the model after, with what of the model before becomes it.</summary>
/// <param name="Before">As it was, under its name then; <see langword="null"/> when it is new.</param>
/// <param name="Restored">The tombstone whose records it gets back, or <see langword="null"/>.</param>
/// <param name="Fields">One per field of <paramref name="After"/>, in its order.</param>
public sealed record EntityMatch(EntityDefinition? Before, EntityDefinition After, Tombstone? Restored, ImmutableArray<FieldMatch> Fields)
{
    /// <summary>Whether it goes by another name than before.</summary>
    public bool IsRenamed => Before is not null && Restored is null && Before.Name != After.Name;

    /// <summary>The table its records lie in before the publish; <see langword="null"/> when there is none.</summary>
    public string? Table => Restored?.Table ?? Before?.Name;

    /// <summary>The entity before, called as it is after: itself and its renamed fields, in keys and indexes too. Restored fields are not in it.</summary>
    public EntityDefinition? Carried()
    {
        if (Before is null)
            return null;
        var names = Fields.Where(f => f.IsRenamed).ToDictionary(f => f.Before!.Name, f => f.After.Name, StringComparer.Ordinal);
        if (names.Count == 0 && Before.Name == After.Name)
            return Before;
        string Now(string field) => FieldNaming.Follow(field, f => names.GetValueOrDefault(f, f))!;
        ImmutableArray<ImmutableArray<string>> Groups(ImmutableArray<ImmutableArray<string>> groups) => [.. groups.Select(g => g.Select(Now).ToImmutableArray())];
        return Before with
        {
            Name = After.Name,
            Fields = [.. Before.Fields.Select(f => f.Called(Now(f.Name)))],
            DisplayField = Now(Before.DisplayField),
            Keys = Groups(Before.Keys),
            Indexes = Groups(Before.Indexes),
        };
    }
}

/// <summary>A field of the model after, with what of the model before becomes it.</summary>
/// <param name="Before">As it was, under its name then; <see langword="null"/> when it is new.</param>
/// <param name="Restored">The tombstone whose values it gets back, or <see langword="null"/>.</param>
public sealed record FieldMatch(FieldDefinition? Before, FieldDefinition After, Tombstone? Restored)
{
    /// <summary>Whether it goes by another name than before.</summary>
    public bool IsRenamed => Before is not null && Restored is null && Before.Name != After.Name;

    /// <summary>The column its values lie in before the publish; <see langword="null"/> when there are none. A field made of parts has one per part, named likewise.</summary>
    public string? Column => Restored?.Column ?? (Before is { IsVirtual: false } ? Before.Name : null);

    /// <summary>Whether it has a column from before that stays one.</summary>
    public bool KeepsColumn => Column is not null && !After.IsVirtual;

    /// <summary>Whether its values are computed from now on when they are read, so that its column is set aside.</summary>
    public bool LosesColumn => Column is not null && After.IsVirtual && Restored is null;
}
