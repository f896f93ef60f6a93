namespace Crm.Platform.Abstractions;

/// <summary>A named way from a record to others that point at it, or are tied to it. Immutable.</summary>
/// <param name="Name"><c>snake_case</c>; no field or lookup of the entity is called so.</param>
/// <param name="Target">Name of the entity it leads to.</param>
public sealed record RelationDefinition(string Name, RelationKind Kind, string Target)
{
    /// <summary>Label people read.</summary>
    public string Title { get; init; } = Name;

    /// <summary>The lookup that points here: of the target, or of the link entity where there is one.</summary>
    public string Via { get; init; } = "";

    /// <summary>Of <see cref="RelationKind.Many"/>, name of the entity whose records tie the two together; otherwise <see langword="null"/>.</summary>
    public string? Link { get; init; }

    /// <summary>Of <see cref="RelationKind.Many"/>, the link's lookup that points at the target; otherwise <see langword="null"/>.</summary>
    public string? Onward { get; init; }

    /// <summary>Of <see cref="RelationKind.Many"/>, what the target calls the way back; <see langword="null"/> where it has none.</summary>
    public string? Inverse { get; init; }

    /// <summary>The target's field they are in order of; <see langword="null"/> is the order they were made in.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether it leads to one record at most.</summary>
    public bool IsSingle => Kind == RelationKind.One;

    /// <summary>The entity whose records point here: the link, or the target itself.</summary>
    public string Pointing => Link ?? Target;
}
