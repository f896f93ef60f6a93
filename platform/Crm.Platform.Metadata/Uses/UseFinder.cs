using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>Writes down the uses of one definition.</summary>
internal sealed class UseFinder(string kind, string name, MetadataSnapshot snapshot, IFieldKindRegistry kinds)
{
    private readonly List<DefinitionUse> _uses = [];
    private readonly ExpressionRule _expressions = new(snapshot.Entity, kinds);

    public IEnumerable<DefinitionUse> Uses => _uses;

    public UseFinder Entity(string path, string entity, string message) => Add(path, new UseTarget(DefinitionKinds.Entity, entity), message);

    public UseFinder View(string path, string? view, string message) => view is null ? this : Add(path, new UseTarget(DefinitionKinds.View, view), message);

    /// <summary>A field, or a path over lookups: then each step is a use.</summary>
    public UseFinder Field(string path, EntityDefinition? entity, string field, string message)
    {
        var segments = field.Split('.').ToImmutableArray();
        for (var at = 0; at < segments.Length;)
        {
            if (entity is null || (entity.Field(segments[at]) ?? entity.Navigation(segments[at])) is not { } found)
                break;
            Add(path, new UseTarget(DefinitionKinds.Entity, entity.Name, found.Name), message);
            entity = entity.Along(segments, at, out var length) is { Lookup: { } target } ? snapshot.Entity(target) : null;
            if (length > 1 && entity is not null)
                Entity(path, entity.Name, message);
            at += length;
        }

        return this;
    }

    public UseFinder Condition(string path, EntityDefinition? entity, string? text, string message) =>
        text is null || entity is null ? this : Expression(path, entity, _expressions.Condition(text, entity), message);

    public UseFinder Criterion(string path, EntityDefinition? entity, string? text, string message) =>
        text is null || entity is null ? this : Expression(path, entity, _expressions.Asked(text, entity), message);

    public UseFinder Formula(string path, EntityDefinition entity, FieldDefinition field, string message) => Value(path, entity, field, field.Formula, message);

    /// <summary>An expression whose value a field takes.</summary>
    public UseFinder Value(string path, EntityDefinition entity, FieldDefinition field, string? text, string message) =>
        text is null ? this : Expression(path, entity, _expressions.Value(text, field, entity), message);

    private UseFinder Expression(string path, EntityDefinition entity, Result<TypedExpression> expression, string message)
    {
        foreach (var used in expression.IsSuccess ? expression.Value.Paths : [])
            Field(path, entity, used, message);
        return this;
    }

    private UseFinder Add(string path, UseTarget target, string message)
    {
        if (!_uses.Exists(u => u.Path == path && u.Target == target))
            _uses.Add(new DefinitionUse(kind, name, path, target, message));
        return this;
    }
}
