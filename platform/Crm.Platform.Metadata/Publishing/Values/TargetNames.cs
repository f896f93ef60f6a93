using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>What lookups of several entities point at, by the names entities have after a publish.</summary>
internal sealed class TargetNames(ImmutableArray<SnapshotOperation> operations)
{
    private readonly Dictionary<string, string> _renamed = operations.OfType<RenameEntity>().ToDictionary(r => r.From, r => r.Subject, StringComparer.Ordinal);
    private readonly HashSet<string> _removed = [.. operations.OfType<RemoveEntity>().Select(r => r.Subject)];

    /// <summary>Whether what a record points at is still something its lookup may point at. Links into an entity that is removed stay, and work again when it comes back.</summary>
    public bool Fits(FieldMatch lookup, Record stored)
    {
        if (stored[lookup.Before!.TypeField!] is not string type || _removed.Contains(type))
            return true;
        var now = _renamed.GetValueOrDefault(type, type);
        return !lookup.Before.PointsAt(now) || lookup.After.PointsAt(now);
    }
}
