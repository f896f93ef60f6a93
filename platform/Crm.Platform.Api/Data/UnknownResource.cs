using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Api.Data;

/// <summary>Says that an address names nothing, and what may have been meant.</summary>
internal static class UnknownResource
{
    public static NotFound At(ResourcePath path, MetadataSnapshot snapshot) => path.Kind == ResourceKind.Unknown
        ? new NotFound("request.not_found", "There is nothing at this address. A record is at /api/data/{set}({id}), the id a UUID.")
        : new NotFound("entity.not_found", string.Join(' ', [$"There is no set '{Shorten(path.Set)}'.", .. Hint(path.Set, snapshot)]));

    public static NotFound Relation(string name, EntityDefinition entity) => new("request.not_found",
        string.Join(' ', [$"There is no relation '{Shorten(name)}' of {entity.PluralTitle.ToLowerInvariant()}.", .. DidYouMean.Hint(name, entity.Relations.Select(r => r.Name)) is { } hint ? [hint] : Array.Empty<string>()]));

    private static string[] Hint(string set, MetadataSnapshot snapshot) =>
        DidYouMean.Hint(set, snapshot.Entities.Select(e => e.Set)) is { } hint ? [hint] : [];

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
