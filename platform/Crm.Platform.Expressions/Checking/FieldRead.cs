using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>A field an expression reads.</summary>
/// <param name="Lookups">The lookups on the way to it, first to last; empty for the record's own field.</param>
/// <param name="Field">The field at the end of the way.</param>
public sealed record FieldRead(ImmutableArray<LookupStep> Lookups, FieldDefinition Field);

/// <summary>One lookup that is followed.</summary>
/// <param name="Target">The entity it leads to.</param>
public readonly record struct LookupStep(FieldDefinition Lookup, EntityDefinition Target);
