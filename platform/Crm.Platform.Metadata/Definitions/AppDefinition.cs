using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>A menu: what one group of people works with.</summary>
public sealed record AppDefinition(string Name, ImmutableArray<AppItem> Items)
{
    public string Title { get; init; } = Name;
    public string Icon { get; init; } = "apps";

    /// <summary>Position among the apps, ascending.</summary>
    public int Order { get; init; }
}

/// <summary>One entry of a menu.</summary>
/// <param name="Entity">The entity whose list it opens.</param>
/// <param name="View">The view it opens with, or <see langword="null"/> for the default.</param>
/// <param name="Title">Label, or <see langword="null"/> for the entity's plural.</param>
public sealed record AppItem(string Entity, string? View, string? Title);
