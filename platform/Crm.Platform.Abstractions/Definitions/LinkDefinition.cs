namespace Crm.Platform.Abstractions;

/// <summary>What makes an entity the link of a many-to-many relation: nobody wrote it down, it follows from the relation.</summary>
/// <param name="Entity">The entity that declares the relation.</param>
/// <param name="Relation">The relation's name there.</param>
/// <param name="Near">Its lookup that points at the declaring entity.</param>
/// <param name="Far">Its lookup that points at the other one.</param>
public sealed record LinkDefinition(string Entity, string Relation, string Near, string Far);
