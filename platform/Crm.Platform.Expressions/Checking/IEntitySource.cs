using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>The entities an expression may reach over lookups.</summary>
public interface IEntitySource
{
    /// <summary>The entity, or <see langword="null"/> when there is none of that name.</summary>
    EntityDefinition? Entity(string name);

    /// <summary>The entity with all its fields: the one formulas are written for, whoever reads their value. The same as <see cref="Entity"/> where nothing is hidden.</summary>
    EntityDefinition? Whole(string name) => Entity(name);
}
