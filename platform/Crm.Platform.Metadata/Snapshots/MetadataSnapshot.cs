using System.Collections.Frozen;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Every published definition at one version. Immutable: publishing makes the next one.</summary>
public sealed class MetadataSnapshot : IEntitySource
{
    private static readonly FrozenDictionary<string, RoleDefinition> BuiltIn = new[] { RoleDefinition.Admin, RoleDefinition.User }.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, EntityDefinition> _entities;
    private readonly FrozenDictionary<string, EntityDefinition> _entitiesBySet;
    private readonly FrozenDictionary<string, RoleDefinition> _roles = BuiltIn;
    private readonly FrozenDictionary<string, FormDefinition> _forms;
    private readonly FrozenDictionary<string, ImmutableArray<ViewDefinition>> _views;
    private FrozenSet<string>? _inside;

    /// <summary>Nothing is defined yet.</summary>
    public static MetadataSnapshot Empty { get; } = new(0, [], [], [], []);

    public MetadataSnapshot(int version, ImmutableArray<EntityDefinition> entities, ImmutableArray<FormDefinition> forms, ImmutableArray<ViewDefinition> views, ImmutableArray<AppDefinition> apps)
    {
        Version = version;
        Entities = entities;
        Forms = forms;
        Views = views;
        Apps = [.. apps.OrderBy(a => a.Order).ThenBy(a => a.Name, StringComparer.Ordinal)];
        _entities = entities.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
        _entitiesBySet = entities.ToFrozenDictionary(e => e.Set, StringComparer.Ordinal);
        _forms = forms.GroupBy(f => f.Entity, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _views = views.GroupBy(v => v.Entity, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(v => v.Default).ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>0 is the empty snapshot before the first publish.</summary>
    public int Version { get; }

    public ImmutableArray<EntityDefinition> Entities { get; }
    public ImmutableArray<FormDefinition> Forms { get; }
    public ImmutableArray<ViewDefinition> Views { get; }

    /// <summary>What no record may be.</summary>
    public ImmutableArray<RuleDefinition> Rules { get; init; } = [];

    /// <summary>In menu order.</summary>
    public ImmutableArray<AppDefinition> Apps { get; }

    /// <summary>As defined; those in force whether defined or not are not among them.</summary>
    public ImmutableArray<RoleDefinition> Roles
    {
        get;
        init
        {
            field = value;
            _roles = value.Concat([RoleDefinition.Admin, RoleDefinition.User]).DistinctBy(r => r.Name).ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);
        }
    } = [];

    /// <summary>Every role somebody may hold, by name.</summary>
    public IEnumerable<RoleDefinition> RolesInForce => _roles.Values.OrderBy(r => r.Name, StringComparer.Ordinal);

    /// <summary>The role, or <see langword="null"/> when there is none of that name: it then allows nothing.</summary>
    public RoleDefinition? Role(string name) => _roles.GetValueOrDefault(name);

    public EntityDefinition? Entity(string name) => _entities.GetValueOrDefault(name);

    /// <summary>The entity whose set (<c>contacts</c>) is named in an address.</summary>
    public EntityDefinition? EntityOfSet(string set) => _entitiesBySet.GetValueOrDefault(set);

    /// <summary>Whether people meet the entity's records by themselves: they neither only tie others together nor live inside others.</summary>
    public bool StandsAlone(EntityDefinition entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        _inside ??= Entities.SelectMany(e => e.Relations).Where(r => r.Kind == RelationKind.Owned).Select(r => r.Target).ToFrozenSet(StringComparer.Ordinal);
        return entity.Link is null && !_inside.Contains(entity.Name);
    }

    /// <summary>The rules over an entity's records.</summary>
    public IEnumerable<RuleDefinition> RulesOf(string entity) => Rules.Where(r => r.Entity == entity);

    /// <summary>The entity's form; a generated one where none is defined.</summary>
    public FormDefinition FormOf(EntityDefinition entity) => _forms.GetValueOrDefault(entity.Name) ?? DefaultLayouts.Form(this, entity);

    /// <summary>The entity's views, the default one first; never empty: a generated one where none is defined.</summary>
    public ImmutableArray<ViewDefinition> ViewsOf(EntityDefinition entity) =>
        _views.TryGetValue(entity.Name, out var views) ? views : [DefaultLayouts.View(this, entity)];
}
