using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>A field an expression reads.</summary>
/// <param name="Lookups">The lookups on the way to it, first to last; empty for the record's own field.</param>
/// <param name="Field">The field at the end of the way.</param>
public sealed record FieldRead(ImmutableArray<LookupStep> Lookups, FieldDefinition Field);

/// <summary>One lookup that is followed.</summary>
/// <param name="Lookup">Of a lookup of several entities, the lookup as if it pointed at the target alone.</param>
/// <param name="Target">The entity it leads to.</param>
public readonly record struct LookupStep(FieldDefinition Lookup, EntityDefinition Target)
{
    /// <summary>How paths name it: <c>account</c>, and <c>regarding.account</c> of a lookup of several entities.</summary>
    public string Text => Lookup.Targets.IsEmpty ? Lookup.NavigationName : $"{Lookup.NavigationName}.{Target.Name}";
}
