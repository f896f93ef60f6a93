using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Data;

/// <summary>What a link says besides what it ties together.</summary>
internal static class LinkFields
{
    /// <summary>None of an entity somebody defined as a link: that has an address of its own.</summary>
    public static IEnumerable<FieldDefinition> Of(EntityDefinition link) => link.Link is { } ends ? link.Fields.Where(f => f.Name != ends.Near && f.Name != ends.Far) : [];
}
