using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Snapshots.Computed;

namespace Crm.Platform.Records.Rights;

/// <summary>What a set of roles allows in one snapshot. Shared by everybody who holds the same roles; entities are worked out as they are asked for.</summary>
internal sealed class AccessProfile : IEntitySource
{
    private static readonly Grant Everything = new(null, AccessScope.All, null, null);

    private readonly ConcurrentDictionary<string, EntityAccess?> _entities = new(StringComparer.Ordinal);
    private readonly Lazy<MetadataSnapshot> _seen;
    private readonly MetadataSnapshot _whole;
    private readonly IFieldKindRegistry _kinds;
    private readonly RoleRules _rules;
    private readonly FieldRightRules _fields;

    /// <param name="roles"><see langword="null"/> for code inside the product.</param>
    public AccessProfile(MetadataSnapshot whole, ComputedFields computed, RoleSet? roles, IFieldKindRegistry kinds)
    {
        _whole = whole;
        _kinds = kinds;
        _rules = new RoleRules(whole, roles, kinds);
        _fields = new FieldRightRules(whole, computed, entity => [.. _rules.Opening(entity).Select(r => r.Rule)]);
        _seen = new Lazy<MetadataSnapshot>(See);
    }

    /// <summary>The definitions as the holders know them; the whole snapshot itself for those who may see all of it.</summary>
    public MetadataSnapshot Seen => _seen.Value;

    /// <summary><see langword="null"/> when there is no such entity.</summary>
    public EntityAccess? Access(string entity) => _entities.TryGetValue(entity, out var access) ? access : _entities.GetOrAdd(entity, Make);

    /// <summary>The entity as known to those who may read some of its records; <see langword="null"/> for others, and where there is none.</summary>
    public EntityDefinition? Entity(string name) => Access(name) is { } access && access.May(AccessAction.Read) ? access.Seen : null;

    /// <inheritdoc/>
    public EntityDefinition? Whole(string name) => _whole.Entity(name);

    /// <inheritdoc cref="FieldRightRules.MayTell"/>
    public bool MayTell(EntityDefinition entity, ImmutableArray<ComputedSource> sources) => _fields.MayTell(entity, sources);

    /// <summary>What the roles say of one field.</summary>
    public FieldExplanation Explain(EntityAccess access, string field)
    {
        var isSeen = access.Seen.Field(field) is not null;
        var mayWrite = access.MaySet(field) && (access.May(AccessAction.Create) || access.May(AccessAction.Update));
        return new FieldExplanation(field, isSeen, mayWrite, [.. _rules.Opening(access.Whole).Select(r => Reason(r.Role, r.Rule, access.Whole, field)), .. Derived(access, field)]);
    }

    private static AccessReason Reason(RoleDefinition? role, EntityRule rule, EntityDefinition entity, string field)
    {
        var right = FieldRightRules.Right(rule, entity, field);
        var what = right switch { FieldRight.Hidden => "hides", FieldRight.Read => "lets read", _ => "lets write" };
        return new AccessReason("access.field", right > FieldRight.Hidden, role?.Name, $"{(role is null ? "What everybody may see" : $"Role '{role.Name}'")} {what} {entity.Field(field)!.Title}.");
    }

    private IEnumerable<AccessReason> Derived(EntityAccess access, string field) =>
        access.IsHidden(field) && _fields.Declared(access.Whole, field) > FieldRight.Hidden ? [new AccessReason("access.formula", false, null, "It is computed from a field that is hidden.")] : [];

    private MetadataSnapshot See()
    {
        var accesses = _whole.Entities.Select(e => Access(e.Name)!).ToList();
        if (accesses.TrueForAll(a => ReferenceEquals(a.Seen, a.Whole) && a.MayAssign && a.May(AccessAction.Read)))
            return _whole;
        return _whole.Over(
            [.. accesses.Where(a => a.May(AccessAction.Read) || a.May(AccessAction.Create)).Select(a => WithSeenRelations(a.Seen))],
            accesses.Where(a => !a.MayAssign).Select(a => a.Whole.Name).ToHashSet(StringComparer.Ordinal),
            _kinds);
    }

    /// <summary>Whether the holders know a relation: what it leads to, and the lookups it goes by.</summary>
    public bool Knows(RelationDefinition relation) =>
        Entity(relation.Target) is not null && Entity(relation.Pointing) is { } pointing && pointing.Field(relation.Via) is not null && (relation.Onward is null || pointing.Field(relation.Onward) is not null);

    private EntityDefinition WithSeenRelations(EntityDefinition entity) =>
        entity.Relations.All(Knows) ? entity : entity with { Relations = [.. entity.Relations.Where(Knows)] };

    private EntityAccess? Make(string name)
    {
        if (_whole.Entity(name) is not { } entity)
            return null;
        var ends = EndsOf(entity);
        var grants = Enum.GetValues<AccessAction>().ToImmutableDictionary(action => action, action => ends is null ? _rules.Grants(entity, action) : ends.May(action) ? [Everything] : []);
        return new EntityAccess(entity, SeenOf(entity), grants, _kinds) { MayAssign = _fields.Declared(entity, SystemFields.OwnerId) == FieldRight.Write, Ends = ends };
    }

    private LinkEnds? EndsOf(EntityDefinition entity)
    {
        if (!_rules.FollowsEnds(entity))
            return null;
        var (near, far) = (entity.Field(entity.Link!.Near)!, entity.Field(entity.Link.Far)!);
        return new LinkEnds(near, Access(near.Lookup!)!, far, Access(far.Lookup!)!);
    }

    private EntityDefinition SeenOf(EntityDefinition entity)
    {
        var seen = entity.Without(_fields.Hidden(entity));
        return seen.Fields.All(f => f.ReadOnly || _fields.Declared(entity, f.Name) == FieldRight.Write)
            ? seen
            : seen with { Fields = [.. seen.Fields.Select(f => f.ReadOnly || _fields.Declared(entity, f.Name) == FieldRight.Write ? f : f with { ReadOnly = true })] };
    }
}
