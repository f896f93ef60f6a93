using System.Collections.Frozen;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>The kinds somebody registered; two under one id are a mistake of the composition.</summary>
internal sealed class FieldKindRegistry(IEnumerable<IFieldKind> kinds) : IFieldKindRegistry
{
    private readonly FrozenDictionary<string, IFieldKind> _kinds = kinds.ToFrozenDictionary(k => k.Id, StringComparer.Ordinal);

    public IReadOnlyCollection<IFieldKind> All => _kinds.Values;

    public IFieldKind? Find(string id) => _kinds.GetValueOrDefault(id);
}
