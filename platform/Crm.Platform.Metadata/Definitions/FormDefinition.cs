using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>How one entity's record page is laid out.</summary>
public sealed record FormDefinition(string Name, string Entity, ImmutableArray<FormTab> Tabs)
{
    public string Title { get; init; } = Name;

    /// <summary>Field names shown beside the title, at most four.</summary>
    public ImmutableArray<string> KeyFacts { get; init; } = [];

    /// <summary>The choice field shown as a stage bar under the header, or <see langword="null"/>.</summary>
    public string? Stages { get; init; }

    public ImmutableArray<RelatedList> Related { get; init; } = [];

    /// <summary>Whether it was written without tabs, as sections directly.</summary>
    public bool IsFlat { get; init; }

    /// <summary>JSON path of a section.</summary>
    internal string PathOf(int tab, int section) => IsFlat ? $"sections[{section}]" : $"tabs[{tab}].sections[{section}]";
}

/// <summary>One tab of a form.</summary>
public sealed record FormTab(string Title, ImmutableArray<FormSection> Sections);

/// <summary>A titled group of fields.</summary>
/// <param name="Title">Heading; empty shows none.</param>
/// <param name="Columns">Fields side by side on a wide screen, 1 to 4.</param>
/// <param name="Fields">In reading order.</param>
public sealed record FormSection(string Title, int Columns, ImmutableArray<FormField> Fields);

/// <summary>One field on a form, or one relation. Conditions are expressions; <see langword="null"/> leaves the field's own setting.</summary>
public sealed record FormField(string Field)
{
    public string? Visible { get; init; }
    public string? Required { get; init; }
    public string? ReadOnly { get; init; }

    /// <summary>Whether it takes the whole width of its section.</summary>
    public bool Wide { get; init; }
}

/// <summary>Records of another entity that point at this one, or are tied to it.</summary>
/// <param name="Entity">Their entity.</param>
/// <param name="Via">Their lookup field.</param>
/// <param name="View">View that gives the columns and order, or <see langword="null"/> for the entity's default.</param>
/// <param name="Title">Label, or <see langword="null"/> for the entity's plural.</param>
public sealed record RelatedList(string Entity, string Via, string? View, string? Title)
{
    /// <summary>The relation it lists; its entity and lookup follow from that. <see langword="null"/> where they are named.</summary>
    public string? Relation { get; init; }
}
