namespace Crm.Platform.Records.Reading.Collections;

/// <summary>A record and one of its relations.</summary>
public sealed record RelationOwner(string Entity, Guid Id, string Relation);
