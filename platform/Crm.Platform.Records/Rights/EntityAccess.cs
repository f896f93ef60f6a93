using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Rights;

/// <summary>What a set of roles allows with one entity, worked out once per snapshot. Immutable but for its caches.</summary>
internal sealed class EntityAccess
{
    private readonly ImmutableDictionary<AccessAction, ImmutableArray<Grant>> _grants;
    private readonly RecordMask? _mask;
    private readonly RecordMask _blank;

    public EntityAccess(EntityDefinition whole, EntityDefinition seen, ImmutableDictionary<AccessAction, ImmutableArray<Grant>> grants, IFieldKindRegistry kinds)
    {
        Whole = whole;
        Seen = seen;
        _grants = grants;
        _mask = ReferenceEquals(seen, whole) ? null : new RecordMask(whole, seen);
        _blank = new RecordMask(whole, whole with { Fields = [], DisplayField = SystemFields.Id });
        InputRules = new EntityRules(seen, kinds);
    }

    public EntityDefinition Whole { get; }

    /// <summary>The entity as the holder knows it: hidden fields are gone, others may be read-only.</summary>
    public EntityDefinition Seen { get; }

    /// <summary>Whether records may be given to somebody else, as far as scopes go along.</summary>
    public required bool MayAssign { get; init; }

    /// <summary>Of a link that no role held names, the ends its rights follow from; <see langword="null"/> where roles say.</summary>
    public LinkEnds? Ends { get; init; }

    /// <summary>What the holder may set.</summary>
    public EntityRules InputRules { get; }

    /// <summary>Queries over it that are planned and compiled.</summary>
    public PreparedPages Pages { get; } = new();

    /// <summary>The check of one record by the database, per action.</summary>
    public ConcurrentDictionary<AccessAction, Prepared<Task<bool>>> Checks { get; } = new();

    /// <summary>The look-up of one record the holder may read, once it was needed.</summary>
    public Prepared<Task<StoredRecord?>>? Find { get; set; }

    public ImmutableArray<Grant> Grants(AccessAction action) => _grants.GetValueOrDefault(action, []);

    /// <summary>Whether the action is allowed with some record at least.</summary>
    public bool May(AccessAction action) => !Grants(action).IsEmpty && (!action.NeedsRead() || May(AccessAction.Read)) && (action != AccessAction.Import || May(AccessAction.Create));

    /// <summary>The widest scope that asks for no criterion.</summary>
    public AccessScope PlainScope(AccessAction action)
    {
        if (Ends is not null)
            return Ends.IsUnlimited(action) ? AccessScope.All : AccessScope.None;
        var widest = AccessScope.None;
        foreach (var grant in Grants(action))
            if (grant.Where is null && grant.Scope > widest)
                widest = grant.Scope;
        return widest;
    }

    /// <summary>Whether the action is allowed with every record.</summary>
    public bool IsUnlimited(AccessAction action) =>
        PlainScope(action) == AccessScope.All && (!action.NeedsRead() || PlainScope(AccessAction.Read) == AccessScope.All);

    public bool IsHidden(string field) => Seen.Field(field) is null && Whole.Field(field) is not null;

    /// <summary>Whether the holder can fill in a field where records may be written.</summary>
    public bool MaySet(string field) => Seen.Field(field) is { ReadOnly: false, IsComputed: false };

    /// <summary>The record without what its reader may not see; the same one where that is nothing.</summary>
    public Record Masked(Record record) => _mask?.Apply(record) ?? record;

    /// <summary>The record with nothing but its system fields.</summary>
    public Record Blank(Record record) => _blank.Apply(record);
}
