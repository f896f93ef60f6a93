using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Reading;

/// <summary>A lookup whose targets come along.</summary>
/// <param name="Target">What the caller may see of them; <see langword="null"/> where that is nothing, and the lookup then always reads as empty, and for a lookup of several entities, whose targets are read on their own.</param>
internal sealed record Expansion(FieldDefinition Lookup, EntityAccess? Target)
{
    public bool IsOfSeveral => Lookup.TypeField is not null;
}
