using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>A saved way of looking at an entity's records.</summary>
public sealed record ViewDefinition(string Name, string Entity, ImmutableArray<ViewColumn> Columns)
{
    public string Title { get; init; } = Name;

    /// <summary><c>list</c>, or a kind later steps bring.</summary>
    public string Kind { get; init; } = "list";

    /// <summary>Expression a record must satisfy, or <see langword="null"/> for all.</summary>
    public string? Filter { get; init; }

    public ImmutableArray<ViewSort> Sort { get; init; } = [];

    /// <summary>Whether the list opens with it.</summary>
    public bool Default { get; init; }
}

/// <summary>A column of a view.</summary>
/// <param name="Field">A field, or a path over one lookup: <c>account.name</c>.</param>
public sealed record ViewColumn(string Field)
{
    /// <summary>Heading, or <see langword="null"/> for the field's title.</summary>
    public string? Title { get; init; }

    /// <summary>Pixels, or <see langword="null"/> to fit the kind.</summary>
    public int? Width { get; init; }
}

/// <summary>One sort key.</summary>
public sealed record ViewSort(string Field, bool Descending);
