using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>What the people who hold it may see and do. Of several roles the most permissive wins.</summary>
/// <param name="Entities">Rules by entity name; <see cref="AnyEntity"/> stands for the entities not named.</param>
public sealed record RoleDefinition(string Name, ImmutableSortedDictionary<string, EntityRule> Entities)
{
    public const string AdminName = "admin";
    public const string UserName = "user";

    /// <summary>Key of the rule for entities not named.</summary>
    public const string AnyEntity = "*";

    /// <summary>Everything. In force even where a definition of it is missing or broken, so that nobody locks the last door from outside.</summary>
    public static RoleDefinition Admin { get; } = Everything(AdminName, "Administrator", RoleRights.All);

    /// <summary>All records, as far as nobody defines it otherwise.</summary>
    public static RoleDefinition User { get; } = Everything(UserName, "User", [RoleRights.Export, RoleRights.Import]);

    public string Title { get; init; } = Name;

    public string? Description { get; init; }

    /// <summary>Ids of <see cref="RoleRights"/>.</summary>
    public ImmutableArray<string> Rights { get; init; } = [];

    /// <summary>The rule for an entity, or <see langword="null"/> when the role says nothing of it.</summary>
    public EntityRule? RuleFor(string entity) => Entities.GetValueOrDefault(entity) ?? Entities.GetValueOrDefault(AnyEntity);

    private static RoleDefinition Everything(string name, string title, ImmutableArray<string> rights) =>
        new(name, ImmutableSortedDictionary<string, EntityRule>.Empty.Add(AnyEntity, EntityRule.Everything)) { Title = title, Rights = rights };
}
